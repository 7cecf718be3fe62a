import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import '../styles.css';

/** Text needs 4.5:1; what only has to be seen (edges, dots, the focus ring) needs 3:1. */
const pairs: [foreground: string, background: string, need: number][] = [
  ...[
    'text / surface, surface-raised, surface-sunken, surface-hover, accent-soft, success-soft, warning-soft, danger-soft',
    'text-muted / surface, surface-raised, surface-sunken, surface-hover, accent-soft, success-soft, warning-soft, danger-soft',
    'accent-text / surface, surface-raised, surface-sunken, surface-hover, accent-soft',
    'on-accent / accent-fill, accent-fill-hover',
    'success-text / surface, surface-raised, success-soft',
    'warning-text / surface, surface-raised, warning-soft',
    'danger-text / surface, surface-raised, danger-soft',
  ].flatMap((line) => against(line, 4.5)),
  ...[
    'success-solid / surface, surface-raised',
    'warning-solid / surface, surface-raised',
    'danger-solid / surface, surface-raised',
    'border-strong / surface, surface-raised, surface-sunken',
    'ring / surface, surface-sunken, accent-soft',
  ].flatMap((line) => against(line, 3)),
];

const tokens = [...new Set(pairs.flatMap(([foreground, background]) => [foreground, background]))];

/** Every accent of a cube of six steps to a channel, black and white among them. */
const steps = ['00', '33', '66', '99', 'cc', 'ff'];
const accents = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)));

test('[U11] there are 44 pairs and 216 accents', () => {
  expect(pairs).toHaveLength(44);
  expect(accents).toHaveLength(216);
});

test.each(['light', 'dark'])('[U11] every pair is readable with every accent: %s', (scheme) => {
  const pixels = paint(scheme);
  const tooLow = accents.flatMap((accent, row) =>
    pairs.flatMap(([foreground, background, need]) => {
      const ratio = contrast(pixels(row, foreground), pixels(row, background));
      return ratio < need
        ? [`${accent}: ${foreground} / ${background} is ${ratio.toFixed(2)}, not ${need}`]
        : [];
    }),
  );
  expect(tooLow).toEqual([]);
});

test('[U11] the measure itself is right', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

function against(line: string, need: number): [string, string, number][] {
  const [foreground = '', backgrounds = ''] = line.split(' / ');
  return backgrounds.split(', ').map((background) => [foreground, background, need]);
}

type Rgb = readonly [number, number, number];

/** Paints each token in each accent as one pixel, because only a painted pixel tells what an eye gets. */
function paint(scheme: string): (row: number, token: string) => Rgb {
  const { container } = render(
    <div className="bf-root" data-color-scheme={scheme}>
      {tokens.map((token) => (
        <i key={token} style={{ backgroundColor: `var(--bf-${token})` }} />
      ))}
    </div>,
  );
  const root = container.firstElementChild as HTMLElement;
  const canvas = new OffscreenCanvas(tokens.length, accents.length).getContext('2d', {
    willReadFrequently: true,
  })!;
  accents.forEach((accent, row) => {
    root.style.setProperty('--bf-accent', accent);
    [...root.children].forEach((swatch, column) => {
      canvas.fillStyle = getComputedStyle(swatch).backgroundColor;
      canvas.fillRect(column, row, 1, 1);
    });
  });
  const { data } = canvas.getImageData(0, 0, tokens.length, accents.length);
  return (row, token) => {
    const at = 4 * (row * tokens.length + tokens.indexOf(token));
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  };
}

/** WCAG 2.2. */
function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: Rgb): number {
  const [r = 0, g = 0, b = 0] = color.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
