import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { TrustLevelName } from '../../../../../platform/visa/index.ts';
import type { Language } from '../../../domain/language.ts';
import type { LocalText } from '../../../domain/partner-app.ts';

type Name = 'linkedNow' | 'chooseTitle' | 'chooseIntro' | 'chooseLegend' | 'take' | 'takeNothing';
type Texts = Readonly<Record<Name, LocalText>> & {
  readonly levels: Readonly<Record<TrustLevelName, LocalText>>;
  readonly attributes: Readonly<Record<string, LocalText>>;
};

const TEXTS = parse(readFileSync(join(import.meta.dirname, 'linking.yaml'), 'utf8')) as Texts;

export const tell = (language: Language, name: Name): string => TEXTS[name][language];
export const tellLevel = (language: Language, level: TrustLevelName): string => TEXTS.levels[level][language];
export const tellAttribute = (language: Language, name: string): string => TEXTS.attributes[name]?.[language] ?? name;
