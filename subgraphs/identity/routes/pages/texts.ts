import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Language } from '../../domain/language.ts';
import type { LocalText } from '../../domain/partner-app.ts';

type Names =
  | 'title'
  | 'brand'
  | 'language'
  | 'signInIntro'
  | 'signInFor'
  | 'chooseProvider'
  | 'signInWith'
  | 'noProvider'
  | 'cancel'
  | 'consentTitle'
  | 'consentIntro'
  | 'consentWho'
  | 'consentContact'
  | 'consentWhat'
  | 'consentHint'
  | 'consentUntil'
  | 'allowAll'
  | 'allowChosen'
  | 'allow'
  | 'deny'
  | 'refusedTitle'
  | 'refused'
  | 'reference'
  | 'backHome'
  | 'signOutTitle'
  | 'signOutQuestion'
  | 'signOut'
  | 'signedOutTitle'
  | 'signedOut'
  | 'goingOn'
  | 'goOnHere'
  | 'hintCancelled'
  | 'hintProviderDown'
  | 'hintStronger'
  | 'hintSignInAgain'
  | 'hintNotLinked';

type Texts = Readonly<Record<Names, LocalText>> & {
  readonly levelAsked: Readonly<Record<'SUBSTANTIAL' | 'HIGH', LocalText>>;
};

const TEXTS = parse(readFileSync(join(import.meta.dirname, '..', '..', 'texts', 'pages.yaml'), 'utf8')) as Texts;

/** A text of the pages in one language. */
export const say = (language: Language, name: Names): string => TEXTS[name][language];

/** What to tell about the level that is asked for; nothing for BASIC. */
export const sayLevel = (language: Language, level: string): string | undefined =>
  level === 'SUBSTANTIAL' || level === 'HIGH' ? TEXTS.levelAsked[level][language] : undefined;
