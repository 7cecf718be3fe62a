/**
 * A colour as `rgb(r, g, b)`: what an engine paints for it. Providers' fields understand no other notation, engines write
 * down `oklch()` as they were given it, and no API converts one. Null where what was painted can not be read back: some
 * browsers protect pixels by giving out others.
 */
export function paintedColor(color: string): string | null {
  const painter = painterOnce();
  // A colour that is known shows whether pixels can be believed.
  if (!painter || painter('rgb(1, 2, 3)') !== 'rgb(1, 2, 3)') return null;
  return painter(color);
}

let made: ((color: string) => string) | null | undefined;

function painterOnce() {
  made ??= makePainter();
  return made;
}

function makePainter(): ((color: string) => string) | null {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  return (color) => {
    // Over white: a colour that can be seen through is none that they take.
    context.fillStyle = 'rgb(255, 255, 255)';
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  };
}
