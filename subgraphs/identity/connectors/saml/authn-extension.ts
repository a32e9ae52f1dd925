import type { SamlSettings } from '../provider-settings.ts';
import { REQUESTED_ATTRIBUTES } from './attribute-names.ts';

const AKDB = 'https://www.akdb.de/request/2018/09';
const CLASSIC_UI = `${AKDB}/classic-ui/v1`;
/** The interface speaks these; everything else is German to it. */
const LANGUAGES = ['de', 'en', 'ru', 'uk'];

/**
 * The AKDB extension (version 2) of a request to BundID: which ways to sign in, which attributes, whose service it is. No
 * attribute is required: at Basisregistrierung one that is missing would end the sign-in. Source: BundID interface
 * description 10.2.0, section 9.
 */
export function authnExtension(settings: SamlSettings, uiLocales: string | undefined): Record<string, unknown> {
  const { methods, organisation, onlineServiceId } = settings;
  const language = uiLocales?.split(/[\s,]/)[0]?.slice(0, 2).toLowerCase() ?? 'de';
  return {
    'akdb:AuthenticationRequest': {
      '@xmlns:akdb': AKDB,
      '@Version': '2',
      '@EnableStatusDetail': 'true',
      ...(methods.length > 0 && { 'akdb:AuthnMethods': methodsOf(methods) }),
      'akdb:RequestedAttributes': {
        'akdb:RequestedAttribute': REQUESTED_ATTRIBUTES.map((name) => ({ '@Name': name })),
      },
      'akdb:DisplayInformation': {
        'classic-ui:Version': {
          '@xmlns:classic-ui': CLASSIC_UI,
          'classic-ui:OrganizationDisplayName': organisation,
          'classic-ui:Lang': LANGUAGES.includes(language) ? language : 'de',
          'classic-ui:OnlineServiceId': onlineServiceId,
        },
      },
    },
  };
}

const methodsOf = (methods: readonly string[]) =>
  Object.fromEntries(methods.map((method) => [`akdb:${method}`, { 'akdb:Enabled': 'true' }]));
