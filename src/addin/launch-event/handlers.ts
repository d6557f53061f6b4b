import type { MessageState } from '../../domain/outbox.ts';
import type { LaunchHost } from '../host/launch-host.ts';
import { COMMAND } from '../host/notices.ts';
import { within } from '../identity/within.ts';
import { noticeWords } from '../words/en/notice.ts';
import { fateOf, type Taken } from './fate.ts';
import { noticeOf } from './notice.ts';
import { causeOf, isBroken, standingFor, worstOf, type Standing } from './standing.ts';

export interface LaunchNeeds {
  host: LaunchHost;
  /** How the channels stand by the server's own word; null when it cannot be had. It may never answer. */
  look: () => Promise<Standing[] | null>;
  /** Where a message is, likewise. */
  lookAt: (id: string) => Promise<MessageState | 'not-found' | null>;
}

/** Outlook waits with these, once each, until it is told to go on. */
interface Completed {
  completed(options?: Office.SmartAlertsEventCompletedOptions): void;
}

/** In milliseconds. Someone has pressed Send and waits: what is not known within a moment is not asked about. */
const LOOK_BEFORE_SENDING = 1_000;
const DECISION = 2_000;
/** Nobody waits for a bar on a new draft. */
const LOOK_AT_NEW_DRAFT = 10_000;
const BAR = 20_000;

/**
 * Before Outlook's own Send: asks each time about a draft that Postlane has already, and once about each trouble of the
 * channel that the draft's sender has. Whatever else happens, or does not happen in time, the mail goes.
 */
export async function onMessageSend(event: Completed, needs: () => LaunchNeeds): Promise<void> {
  const asked = await inTime(DECISION, () => questionAbout(needs()));
  event.completed(asked ?? { allowEvent: true });
}

/** On a new draft: a bar that says what is wrong with its sender's channel, if anything is. */
export async function onNewMessageCompose(event: Completed, needs: () => LaunchNeeds): Promise<void> {
  await inTime(BAR, () => tellOnDraft(needs()));
  event.completed();
}

async function tellOnDraft(needs: LaunchNeeds): Promise<void> {
  const standing = await senderStanding(needs, LOOK_AT_NEW_DRAFT);
  const trouble = standing && worstOf([standing]);
  if (trouble) await needs.host.showNotice(noticeOf(trouble, noticeWords));
}

type Question = Office.SmartAlertsEventCompletedOptions;

async function questionAbout(needs: LaunchNeeds): Promise<Question | null> {
  const taken = await takenAlready(needs);
  return taken === null ? questionAboutChannel(needs) : question(needs.host, noticeWords.again(taken));
}

/** What became of the draft when it was handed over before; null when nothing stands against sending it. Only its own note has the server asked. */
async function takenAlready({ host, lookAt }: LaunchNeeds): Promise<Taken | null> {
  const note = await host.handed();
  if (note === null) return null;
  const fate = await inTime(LOOK_BEFORE_SENDING, () => fateOf(note, lookAt));
  return fate === 'free' ? null : (fate ?? 'unknown');
}

async function questionAboutChannel(needs: LaunchNeeds): Promise<Question | null> {
  const { host } = needs;
  const standing = await senderStanding(needs, LOOK_BEFORE_SENDING);
  if (!standing || !isBroken(standing)) return null;
  const cause = causeOf(standing);
  if (await host.wasAskedAbout(cause)) return null;
  // A question that would be forgotten would be asked with every mail.
  return (await host.noteAskedAbout(cause)) ? question(host, noticeWords.question(standing), standing.channelId) : null;
}

/** How the channel of the draft's sender stands, by the server or by what a pane saw last; null where there is no such channel. */
async function senderStanding({ host, look }: LaunchNeeds, patience: number): Promise<Standing | null> {
  const remembered = host.standings();
  // Whoever has no channel is not kept waiting for the server.
  if (remembered === null || remembered.length === 0) return null;
  const sender = await host.sender();
  if (sender === null || !standingFor(remembered, sender)) return null;
  const standings = (await inTime(patience, look)) ?? remembered;
  return standingFor(standings, sender) ?? null;
}

/** `channelId` is the channel that the pane is to open with, where the question is about one. */
function question({ has }: LaunchHost, errorMessage: string, channelId?: string): Question {
  const options = { allowEvent: false, errorMessage };
  if (!has('1.14')) return options;
  return {
    ...options,
    cancelLabel: noticeWords.questionButton,
    commandId: COMMAND['message-compose'],
    ...(channelId !== undefined && { contextData: JSON.stringify({ channelId }) }),
    // What the manifest says already: never more than a question, whatever an operator's manifest may say.
    sendModeOverride: 'promptUser',
  };
}

/** What it comes to, or null when it fails or takes longer. */
async function inTime<T>(milliseconds: number, act: () => Promise<T>): Promise<T | null> {
  try {
    return await within(milliseconds, act());
  } catch {
    return null;
  }
}
