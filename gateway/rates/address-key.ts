/**
 * Under which key an address is counted. IPv6 gives a household 2^64 of them, so there the network counts; an IPv4 address
 * written as IPv6 is the IPv4 one.
 */
export function toAddressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (text = '') => text.split(':').filter(Boolean);
  const gap = tail === undefined ? 0 : Math.max(0, 8 - groups(head).length - groups(tail).length);
  return [...groups(head), ...Array(gap).fill('0'), ...groups(tail)].slice(0, 4).join(':');
}
