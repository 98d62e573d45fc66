import type { FigureShape, FigureTone } from '@matoi/contract';

/** Colours on paper. */
export const figureColours: Readonly<Record<FigureTone, string>> = {
  ink: '#18202B',
  faint: '#626D7D',
  line: '#C6CDD6',
  attacker: '#8C3B4A',
  systems: '#4A5A6E',
  us: '#1E4470',
  communication: '#5E6B1F',
};

const figure = (value: number) => String(Math.round(value * 100) / 100);

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);

/** A drawing as SVG. Only lines, circles and escaped text: no script, no style, no reference to anything else. */
export function writeFigure(
  {
    width,
    height,
    shapes,
  }: { readonly width: number; readonly height: number; readonly shapes: readonly FigureShape[] },
  fonts: string,
): string {
  const size = `width="${figure(width)}" height="${figure(height)}" viewBox="0 0 ${figure(width)} ${figure(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(fonts)}">${shapes.map(writeShape).join('')}</svg>`;
}

function writeShape(shape: FigureShape): string {
  const colour = figureColours[shape.tone];
  switch (shape.kind) {
    case 'line': {
      const from = `x1="${figure(shape.x1)}" y1="${figure(shape.y1)}"`;
      const dashes = shape.isDashed === true ? ' stroke-dasharray="2 2"' : '';
      return `<line ${from} x2="${figure(shape.x2)}" y2="${figure(shape.y2)}" stroke="${colour}" stroke-width="0.75"${dashes}/>`;
    }
    case 'dot': {
      const fill = shape.isOpen === true ? '#FFFFFF' : colour;
      return `<circle cx="${figure(shape.x)}" cy="${figure(shape.y)}" r="${figure(shape.r)}" fill="${fill}" stroke="${colour}" stroke-width="1.2"/>`;
    }
    case 'label': {
      const place = `x="${figure(shape.x)}" y="${figure(shape.y)}" font-size="${figure(shape.size)}"`;
      const weight = shape.isBold === true ? ' font-weight="700"' : '';
      return `<text ${place} text-anchor="${shape.anchor ?? 'start'}" fill="${colour}"${weight}>${escaped(shape.text)}</text>`;
    }
  }
}
