import { attemptAt, composeMessage } from '../../sending/output/compose.js';
import { plannedRows } from '../../sending/plan/make-plan.js';
import { letterDigest } from '../../sending/output/manifest.js';
import { isDue, type DueLetter } from '../../sending/plan/plan.js';
import type { OutgoingLetter } from '../../sending/delivery/ports.js';
import { messageIdFor } from '../../sending/plan/letter-key.js';
import type { Planned } from '../opening/planning.js';
import type { OpenList } from '../opening/open-list.js';
import type { Session } from '../opening/session.js';

/** Somebody wrote to the list after it was checked. */
export class ListChanged extends Error {}

/** @throws ListChanged when the list is no longer the file that was checked */
export async function refuseChanged({ file, shownAs }: OpenList): Promise<void> {
  if (await file.changed()) throw new ListChanged(shownAs);
}

/**
 * The letters of a plan that go out by e-mail, one by one.
 * @param address turns a letter into the one that is sent; the same letter, but for a test
 * @throws ListChanged when the list is no longer the file that was checked
 */
export async function* outgoingLetters(
  session: Session,
  list: OpenList,
  { inputs, plan }: Planned,
  address: (due: DueLetter) => DueLetter,
): AsyncGenerator<OutgoingLetter> {
  const { campaign, materials } = session;
  const from = campaign.from.address;
  for await (const planned of plannedRows(inputs, plan)) {
    await refuseChanged(list);
    if (planned.action !== 'send' || planned.recipient.email === null) continue;
    const due = address(planned);
    const email = due.recipient.email ?? planned.recipient.email;
    yield {
      key: due.key,
      clp: due.recipient.clp,
      ...(due.recipient.clps === undefined ? {} : { clps: due.recipient.clps }),
      email: email.typed,
      line: due.recipient.line,
      from: from.wire,
      to: email.wire,
      needsSmtpUtf8: email.needsSmtpUtf8 || from.needsSmtpUtf8,
      messageId: messageIdFor(due.key, from.domain),
      content: letterDigest(due, campaign, materials),
      today: session.today,
      compose: (first) => composeMessage(due, campaign, materials, first),
    };
  }
}

/**
 * The octets of a plan's largest e-mail. Of the letters with the same attachments, in the same language and print, the one with
 * the most to say is composed; the others can only be smaller by as much as they say less.
 * @throws ListChanged when the list is no longer the file that was checked
 */
export async function largestMessage(
  { campaign, materials }: Session,
  list: OpenList,
  { inputs, plan }: Planned,
): Promise<number> {
  // It is asked for when a server names a limit, which may be hours after the list was checked.
  await refuseChanged(list);
  const longest = new Map<string, { readonly due: DueLetter; readonly length: number }>();
  for await (const due of plannedRows(inputs, plan)) {
    if (!isDue(due) || due.recipient.email === null) continue;
    const { language, attach, blocks, largePrint } = due.letter;
    const kind = JSON.stringify([language, attach, largePrint]);
    const { length } = JSON.stringify(blocks);
    if (length > (longest.get(kind)?.length ?? -1)) longest.set(kind, { due, length });
  }
  let octets = 0;
  for (const { due } of longest.values()) {
    octets = Math.max(
      octets,
      (await composeMessage(due, campaign, materials, attemptAt(new Date(0), due, campaign))).length,
    );
  }
  return octets;
}
