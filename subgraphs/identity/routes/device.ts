import type { Device } from '../actions/open-session.ts';
import { hashOf } from '../domain/seal.ts';
import { deviceName } from '../modules/sign-in/domain/device-name.ts';
import type { RouteParts, Visit } from './parts.ts';

const MAX_PLACE = 60;

/** The device behind a visit. Its random name is set anew each time, so that a device in use stays known. */
export function deviceOf({ deviceCookie, services }: RouteParts, { request, response }: Visit): Device {
  const name = deviceCookie.ensure(request, response);
  return {
    key: hashOf(name),
    name: deviceName(request.headers['user-agent']),
    place: placeIn(request.headers[services.config.placeHeader ?? '']),
  };
}

/** Set by the operator's reverse proxy, which takes away what a browser says about itself. */
const placeIn = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && header !== '' ? header.slice(0, MAX_PLACE) : null;
