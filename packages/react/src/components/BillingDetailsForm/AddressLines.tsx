'use client';
import type { Address } from '@billfold/contract';
import { formatAddress, regionName } from '@billfold/contract/countries';
import { useEffect, useState } from 'react';
import { useDisplay } from '../../display.js';
import { countryName } from '../../format/countryName.js';

/** An address as its country writes it, each line in the direction of its own letters. */
export function AddressLines({ address }: { address: Address }) {
  const { locale } = useDisplay();
  const { country, region } = address;
  const [named, setNamed] = useState({ region, name: region });

  useEffect(() => {
    let isWanted = true;
    regionName(country, region).then(
      (name) => isWanted && name !== region && setNamed({ region, name }),
      // Its code is a name too.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [country, region]);

  const lines = formatAddress(address, {
    countryName: countryName(country, locale),
    regionName: named.region === region ? named.name : null,
  });
  return lines.map((line, index) => (
    <span key={index} className="bf-BillingDetailsForm-line">
      <bdi>{line}</bdi>
    </span>
  ));
}
