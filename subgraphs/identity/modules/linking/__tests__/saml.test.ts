import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LinkingHub } from './linking-hub.ts';

let hub: LinkingHub;
beforeAll(async () => {
  hub = await LinkingHub.start();
});
afterEach(() => hub.sandbox.misbehave.stop());
afterAll(() => hub.stop());

describe('BundID over SAML', () => {
  it.each(['bundid', 'bundid-redirect'])('signs somebody in by %s, and knows her again', async (provider) => {
    const persona = hub.somebody();
    const first = await hub.signedIn(provider, { persona, level: 'HIGH' });
    const again = await hub.signedIn('bundid', { persona, level: 'SUBSTANTIAL' });
    expect(again.citizenId).toBe(first.citizenId);
  });

  it('tells level, tier, provider and each attribute with its own level', async () => {
    const { principal } = await hub.signedIn('bundid', { persona: 'erika', level: 'HIGH' });
    const [account] = await hub.accountsOf(principal);
    expect(account).toMatchObject({
      provider: 'bundid',
      level: 'HIGH',
      holder: 'PERSON',
      providerName: { de: 'BundID' },
    });
    const attributes = account?.attributes as { name: string; value: string; level: string }[];
    expect(attributes).toContainEqual({ name: 'family_name', value: 'Mustermann', level: 'HIGH' });
    expect(attributes).toContainEqual({ name: 'email', value: 'erika@buerger.example', level: 'BASIC' });
  });

  it.each(['content-in-cbc', 'signature-with-pss', 'clock-ahead', 'response-signed-too'] as const)(
    'keeps working with %s',
    async (kind) => {
      hub.sandbox.misbehave.saml({ kind });
      const { citizenId } = await hub.signedIn('bundid', { persona: hub.somebody(), level: 'HIGH' });
      expect(citizenId).toMatch(/^[\w-]{36}$/);
    },
  );

  it('asks for a level at least as high as the app wants', async () => {
    const { browser, form } = await hub.answeredBySaml(
      { persona: hub.somebody() },
      { acr_values: 'http://eidas.europa.eu/LoA/high' },
    );
    expect((await hub.bring(browser, form)).location).toContain('/session/callback?code=');
  });

  it('describes the hub to the provider: both keys, no end of validity, no id', async () => {
    const { text, headers } = await hub.browser().open('/link/metadata/bundid');
    expect(headers.get('content-type')).toBe('application/samlmetadata+xml');
    expect(text.match(/use="encryption"/g)).toHaveLength(2);
    expect(text.match(/use="signing"/g)).toHaveLength(2);
    expect(text).toContain('entityID="https://stadttor.localhost/saml"');
    expect(text).toContain('Location="http://localhost:4000/link/callback/bundid"');
    expect(text).not.toMatch(/validUntil| ID="/);
  });

  it('says what to do next when she cancels there, and loses nothing', async () => {
    const { browser, form } = await hub.answeredBySaml({ persona: 'erika', cancel: true });
    const { status, text } = await hub.bring(browser, form);
    expect(status).toBe(400);
    expect(text).toContain('Die Anmeldung wurde abgebrochen');
    const next = /href="([^"]*\/sign-in\/[^"]*)"/.exec(text)?.[1] ?? '';
    expect((await browser.open(next)).status).toBe(200);
  });
});
