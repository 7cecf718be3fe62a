/** What the Web Content Accessibility Guidelines ask of what is no text. */
const LEAST_CONTRAST = 3;

/** A colour of the same hue that white paper shows: itself, or as much darker as it has to be. `#rrggbb`. */
export function visibleOnPaper(colour: string): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  for (let percent = 100; percent > 0; percent -= 2) {
    const darker = channels.map((channel) => Math.floor((channel * percent) / 100));
    if (contrastWithWhite(darker) >= LEAST_CONTRAST)
      return `#${darker.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  }
  return '#000000';
}

/** By relative luminance, 1 to 21. */
export function contrastWithWhite(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
