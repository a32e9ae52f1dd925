import type { SignIn } from '../../../actions/sign-in.ts';
import { acrOf } from '../../../domain/levels.ts';
import type { Interaction } from '../../../routes/interaction.ts';
import { sendOn } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';

/** Hands a sign-in to the app that waits for it: the browser goes on where it was. */
export async function finishSignIn(
  parts: RouteParts,
  visit: Visit,
  interaction: Interaction,
  { citizenId, sessionId, level }: SignIn,
): Promise<void> {
  await forgetOther(parts, interaction, citizenId);
  const login = { accountId: citizenId, acr: acrOf(level), session: sessionId };
  interaction.result = { ...interaction.lastSubmission, login };
  await interaction.persist();
  sendOn(visit.response, interaction.returnTo);
}

/** Somebody else was signed in here before: her browser session ends, and nothing of it is handed on. */
async function forgetOther({ provider }: RouteParts, interaction: Interaction, citizenId: string): Promise<void> {
  const { session } = interaction;
  if (!session || session.accountId === citizenId) return;
  const old = await provider.Session.findByUid(session.uid);
  await old?.destroy();
  interaction.session = undefined;
}
