/** RFC 5545 section 3.1: longer lines are folded. Counted in octets, without the line break. */
const LONGEST_LINE = 75;
const LINE_BREAK = '\r\n';

/** Everything below a space but tab and line feed has no place in a TEXT value. */
const isAllowed = (char: string): boolean => (char >= ' ' ? char !== '\x7f' : char === '\t' || char === '\n');

/** TEXT value (RFC 5545 section 3.3.11): backslash, semicolon, comma and line breaks escaped; a colon is not. */
export const toTextValue = (text: string): string =>
  [...text.toWellFormed().replace(/\r\n?/g, '\n')]
    .filter(isAllowed)
    .join('')
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\n/g, '\\n');

/** One content line, folded and ended with CRLF. A character of several octets is never cut. */
export function toContentLine(name: string, value: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const char of `${name}:${value}`) {
    const size = Buffer.byteLength(char);
    if (octets + size > LONGEST_LINE) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += char;
    octets += size;
  }
  return [...parts, part].join(LINE_BREAK) + LINE_BREAK;
}

/** A line whose value is somebody's text. */
export const toTextLine = (name: string, text: string): string => toContentLine(name, toTextValue(text));
