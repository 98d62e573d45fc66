const base = 36;
const tMin = 1;
const tMax = 26;

/** Decodes one label after `xn--` (RFC 3492 §6.2); null where it is none. */
function decodeLabel(encoded: string): string | null {
  const lastDash = encoded.lastIndexOf('-');
  const output = lastDash > 0 ? [...encoded.slice(0, lastDash)].map((sign) => sign.codePointAt(0) ?? 0) : [];
  let position = lastDash > 0 ? lastDash + 1 : 0;
  let code = 128;
  let index = 0;
  let bias = 72;
  while (position < encoded.length) {
    const before = index;
    for (let weight = 1, k = base; ; k += base) {
      const digit = digitOf(encoded.charCodeAt(position));
      position += 1;
      if (digit === null || digit > (0x7fffffff - index) / weight) return null;
      index += digit * weight;
      const threshold = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const count = output.length + 1;
    bias = adapt(index - before, count, before === 0);
    code += Math.floor(index / count);
    if (code > 0x10ffff) return null;
    index %= count;
    output.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | null {
  if (code >= 48 && code <= 57) return code - 22;
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 65 && code <= 90) return code - 65;
  return null;
}

function adapt(difference: number, count: number, isFirst: boolean): number {
  let delta = isFirst ? Math.floor(difference / 700) : difference >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > 455; k += base) delta = Math.floor(delta / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * delta) / (delta + 38));
}

/** The ASCII form of a host name (`xn--…`), lower case; null where there is none (UTS #46). */
export function toAscii(host: string): string | null {
  const plain = host.toLowerCase().replace(/\.$/, '');
  if (/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(plain) && !plain.includes('xn--')) return plain;
  try {
    return new URL(`http://${plain}/`).hostname;
  } catch {
    return null;
  }
}

/** The readable form of a host name. A label that would not lead back to the same name stays as it is. */
export function toUnicode(host: string): string {
  if (!host.includes('xn--')) return host;
  const labels = host.split('.').map((label) => {
    if (!label.startsWith('xn--') || label.length > 63) return label;
    const decoded = decodeLabel(label.slice(4));
    return decoded === null || /[\s./\\:@?#]/.test(decoded) ? label : decoded;
  });
  const readable = labels.join('.');
  return toAscii(readable) === host ? readable : host;
}
