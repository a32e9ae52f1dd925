import { type OpenSocket, openSocket } from './channels.ts';
import { inPortal } from './channels-of-citizens.ts';
import type { TwoGateways } from './two-gateways.ts';

const PEOPLE = 20;
/** At each of two gateways: 200 in all. */
const SOCKETS_EACH = 5;

/** Everybody else: 200 sockets that have nothing to do with it. */
export async function bystanders(town: TwoGateways): Promise<OpenSocket[]> {
  const sockets: OpenSocket[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const { token } = await inPortal(town, `p06${String(person).padStart(2, '0')}`);
    const from = `127.0.1.${person + 1}`;
    const places = town.urls.flatMap((url) => Array.from({ length: SOCKETS_EACH }, () => ({ url, token, from })));
    sockets.push(...(await Promise.all(places.map((place) => openSocket(town, place)))));
  }
  return sockets;
}
