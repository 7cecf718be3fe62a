'use client';
import { loadRegions, type Region } from '@billfold/contract/countries';
import { useEffect, useState } from 'react';

/** The regions of a country that can be chosen from; null as long as they are not there, or where there are none. */
export function useRegions(country: string): readonly Region[] | null {
  const [loaded, setLoaded] = useState<{ country: string; regions: readonly Region[] | null }>();

  useEffect(() => {
    let isWanted = true;
    loadRegions(country).then(
      (regions) => isWanted && setLoaded({ country, regions }),
      // A region can be typed as well.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [country]);

  return loaded?.country === country ? loaded.regions : null;
}

/** The one that is meant by a code or a name, in whatever letters. */
export function regionOf(text: string, regions: readonly Region[]): Region | undefined {
  const wanted = text.trim().toLowerCase();
  return regions.find(({ code, name, localName }) =>
    [code, name, localName].some((it) => it?.toLowerCase() === wanted),
  );
}
