import { createHash } from 'node:crypto';
import type { Device } from '../actions/open-session.ts';
import { deviceName } from '../modules/sign-in/domain/device-name.ts';
import type { RouteParts, Visit } from './parts.ts';

const MAX_PLACE = 60;

/** The device behind a visit. Its random name is set anew each time, so that a device in use stays known. */
export function deviceOf({ deviceCookie, services }: RouteParts, { request, response }: Visit): Device {
  const name = deviceCookie.ensure(request, response);
  return {
    key: createHash('sha256').update(name).digest('base64url'),
    name: deviceName(request.headers['user-agent']),
    place: placeIn(request.headers[services.config.placeHeader ?? '']),
  };
}

/** Set by the operator's reverse proxy, which takes away what a browser says about itself. */
const placeIn = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' && header !== '' ? header.slice(0, MAX_PLACE) : null;
