import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../../test/invoiceDocument.js';
import { jpeg, pngFrom, pngOf, webp } from '../../../../test/images.js';
import { inspect, needs, objectsOf, textOf } from '../../../../test/pdf.js';
import type { LogoImage, LogoType } from '../../../branding/LogoImage.js';
import { drawableLogo } from './drawableLogo.js';
import { renderDocument } from './renderDocument.js';
import { contrastWithWhite, visibleOnPaper } from './visibleOnPaper.js';

const render = (logo: LogoImage | null, headline: string | null = null) =>
  renderDocument(documentOf({ branding: { ...documentOf().branding, logo, headline } }));
const image = (bytes: Uint8Array, type: LogoType = 'image/png'): LogoImage => ({ type, bytes });

const opaque = new Uint8Array([0x21, 0x5a, 0xa2]);
const drawn: [string, LogoImage][] = [
  ['an RGB PNG', image(pngOf())],
  ['a PNG with transparency', image(pngOf({ colour: 6 }))],
  ['a grey PNG with transparency', image(pngOf({ colour: 4 }))],
  ['a grey PNG of one bit', image(pngOf({ colour: 0, bits: 1 }))],
  ['a PNG with a palette', image(pngOf({ colour: 3, more: [['PLTE', new Uint8Array(768)]] }))],
  [
    'a PNG with a palette and its transparency',
    image(
      pngOf({
        colour: 3,
        more: [
          ['PLTE', new Uint8Array(768)],
          ['tRNS', new Uint8Array(200)],
        ],
      }),
    ),
  ],
  ['a PNG with a colour that is not drawn', image(pngOf({ more: [['tRNS', new Uint8Array(6)]] }))],
  [
    'a PNG with remarks',
    image(pngOf({ more: [['tEXt', new TextEncoder().encode('Comment\0/JS (alert)')]] })),
  ],
  ['a JPEG', image(jpeg, 'image/jpeg')],
];

test.for(drawn)(
  '[S222] %s is drawn, beside the name, into a file without faults',
  async ([, logo], context) => {
    const bytes = await render(logo);
    expect(objectsOf(bytes)).toMatch(/\/Subtype \/Image/);
    expect(objectsOf(bytes)).toMatch(/\/S \/Figure/);
    expect(textOf(bytes)).toContain('Demo Cloud');
    needs('qpdf', context);
    expect(inspect('qpdf', bytes, '--check', 'FILE')).toContain('No syntax or stream encoding errors found');
  },
);

/** Chunks of a PNG of which the first says what it will. */
const header = (width: number, height: number, bits: number, colour: number) => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([bits, colour, 0, 0, 0], 8);
  return data;
};
const lying = (change: (file: Buffer) => void) => {
  const file = Buffer.from(pngOf());
  change(file);
  return new Uint8Array(file);
};
const notDrawn: [string, LogoImage][] = [
  ['a WebP', image(webp, 'image/webp')],
  ['an interlaced PNG', image(pngOf({ interlaced: true }))],
  ['a PNG of 16 bits', image(pngOf({ bits: 16 }))],
  ['a PNG with more pixels than are looked at', image(pngOf({ width: 4096, height: 4096 }))],
  ['a PNG whose pixels are not compressed', image(pngOf({ pixels: new Uint8Array(100) }))],
  ['a PNG with too few pixels', image(pngOf({ pixels: deflateSync(new Uint8Array(10)) }))],
  ['a PNG with too many pixels', image(pngOf({ pixels: deflateSync(new Uint8Array(1_000_000)) }))],
  ['a PNG with a filter that there is not', image(pngOf({ pixels: deflateSync(Buffer.alloc(73 * 16, 9)) }))],
  ['a PNG that ends early', image(pngOf().subarray(0, 40))],
  ['a PNG with a chunk that is longer than it', image(lying((file) => file.writeUInt32BE(0x7fffffff, 33)))],
  ['a PNG with a chunk of a negative length', image(lying((file) => file.writeUInt32BE(0xfffffff0, 33)))],
  [
    'a PNG without a header',
    image(
      pngFrom([
        ['IDAT', deflateSync(opaque)],
        ['IEND', new Uint8Array()],
      ]),
    ),
  ],
  [
    'a PNG without a width',
    image(
      pngFrom([
        ['IHDR', header(0, 1, 8, 2)],
        ['IEND', new Uint8Array()],
      ]),
    ),
  ],
  [
    'a PNG of a colour that there is not',
    image(
      pngFrom([
        ['IHDR', header(1, 1, 8, 5)],
        ['IEND', new Uint8Array()],
      ]),
    ),
  ],
  ['a PNG without its palette', image(pngOf({ colour: 3 }))],
  ['a JPEG that ends early', image(jpeg.subarray(0, 60), 'image/jpeg')],
  ['a JPEG with nothing in it', image(new Uint8Array([0xff, 0xd8, 0xff, 0xd9, 0, 2]), 'image/jpeg')],
];

test.each(notDrawn)('[S222] %s leaves the name', async (_, logo) => {
  expect(drawableLogo(logo)).toBeNull();
  const bytes = await render(logo);
  expect(objectsOf(bytes)).not.toMatch(/\/Subtype \/Image/);
  expect(textOf(bytes)).toContain('Demo Cloud');
});

test('[S222] [X41] the same logo gives the same bytes', async () => {
  for (const [, logo] of drawn) expect(await render(logo)).toEqual(await render(logo));
});

test('[S222] nothing that was written about an image is in the document', async () => {
  const exif = Buffer.from([0xff, 0xe1, 0, 14, ...Buffer.from('Exif\0\0whereI')]);
  const written = Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
  expect(drawableLogo(image(new Uint8Array(written), 'image/jpeg'))).toEqual(jpeg);
  const remarked = pngOf({ more: [['tEXt', new TextEncoder().encode('Author\0someone')]] });
  expect(drawableLogo(image(remarked))).toEqual(pngOf());
});

describe('the headline', () => {
  test('[S222] stands under the name, as text, and is cut when it is too long', async (context) => {
    needs('pdftotext', context);
    expect(textOf(await render(null, 'Demo Cloud partners with Demo Bank'))).toContain(
      'partners with Demo Bank',
    );
    const long = textOf(await render(null, 'Demo Cloud partners with everybody. '.repeat(6)));
    expect(long).toMatch(/Invoice number[^]*DEMO-0042/);
  });
});

test('[S223] every colour stands out from paper, and one that does stays as it is', () => {
  for (let red = 0; red < 256; red += 15)
    for (let green = 0; green < 256; green += 15)
      for (let blue = 0; blue < 256; blue += 15) {
        const colour = `#${[red, green, blue].map((it) => it.toString(16).padStart(2, '0')).join('')}`;
        const shown = visibleOnPaper(colour);
        const channels = [1, 3, 5].map((at) => Number.parseInt(shown.slice(at, at + 2), 16));
        expect(contrastWithWhite(channels)).toBeGreaterThanOrEqual(3);
        if (contrastWithWhite([red, green, blue]) >= 3) expect(shown).toBe(colour);
      }
  expect(contrastWithWhite([0, 0, 0])).toBeCloseTo(21, 5);
  expect(contrastWithWhite([0x76, 0x76, 0x76])).toBeCloseTo(4.54, 2);
});
