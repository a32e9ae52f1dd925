/** One unfolded line of an ICS file (RFC 5545 section 3.1): `NAME;PARAM=x:value`. */
export interface ContentLine {
  /** Line of the file where it begins, from 1. */
  line: number;
  /** Upper case; empty for a line that has none and so means nothing. */
  name: string;
  params: string;
  value: string;
  /** The whole line. */
  text: string;
}

/** Lines end with CRLF, in the wild also with LF or CR alone; a line that begins with a blank continues the one before. */
export function readContentLines(file: string): ContentLine[] {
  const unfolded: Array<{ line: number; parts: string[] }> = [];
  for (const [index, text] of file.split(/\r\n|\n|\r/).entries()) {
    const last = unfolded.at(-1);
    if (last && /^[ \t]/.test(text)) last.parts.push(text.slice(1));
    else if (text.trim() !== '') unfolded.push({ line: index + 1, parts: [text] });
  }
  return unfolded.map(({ line, parts }) => toContentLine(line, parts.join('')));
}

function toContentLine(line: number, text: string): ContentLine {
  const colon = findColon(text);
  const [name = '', ...params] = text.slice(0, Math.max(0, colon)).split(';');
  const isName = /^[a-z0-9-]+$/i.test(name);
  return { line, name: isName ? name.toUpperCase() : '', params: params.join(';'), value: text.slice(colon + 1), text };
}

/** The colon before the value; parameters may hold others within quotes. */
function findColon(text: string): number {
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '"') isQuoted = !isQuoted;
    else if (text[index] === ':' && !isQuoted) return index;
  }
  return -1;
}
