import { checkFault } from '../faults/check-fault.ts';
import type { SamlFault } from '../faults/fault.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import { SAML_ATTACKS, SAML_HABITS } from '../faults/saml-attacks.ts';
import type { Handler } from '../http/handler.ts';
import { RefusedRequestError, readJson } from '../http/incoming.ts';
import { sendJson } from '../http/outgoing.ts';

const RULES = { kinds: [...SAML_ATTACKS, ...SAML_HABITS], points: [] };

/** Admin route of the SAML face: GET lists the switches, POST adds one for one sign-in, DELETE switches all off. */
export function makeSamlAdmin(faults: FaultBook): Handler {
  return async (request, response, path) => {
    if (path !== '') throw new RefusedRequestError(404, 'There is nothing here.');
    if (request.method === 'GET') return sendJson(response, { faults: faults.list('saml') });
    if (request.method === 'DELETE') {
      faults.clear('saml');
      return sendJson(response, { faults: [] });
    }
    if (request.method !== 'POST') throw new RefusedRequestError(405, 'Only GET, POST and DELETE.');
    const fault = checkFault(await readJson(request), RULES) as unknown as SamlFault;
    sendJson(response, { id: faults.addSamlFault(fault) }, 201);
  };
}
