import type { Completion } from '../wire/commands.ts';
import type { Launched } from './launch-events.ts';
import { ask } from './question.ts';

/** What becomes of a message after Send: it goes, it stays, or it stays and the pane is opened with something handed over. */
export type Verdict = 'send' | 'keep' | { readonly commandId: string; readonly contextData: string };

/** Outlook says that an add-in takes longer than expected after so long. */
const patience = 5_000;
const later = (milliseconds: number) => new Promise<'late'>((resolve) => setTimeout(resolve, milliseconds, 'late'));

/**
 * Smart Alerts: waits for the add-in's word on a message that is to be sent, and asks the person where it says no. With
 * PromptUser the person may always send; with every mode but Block an add-in that cannot be had stops nothing.
 */
export async function verdictOn({ completed, stop }: Launched, sendMode: string): Promise<Verdict> {
  const said = await Promise.race([completed, later(patience)]);
  const completion = said === 'late' ? await waitOrNot(completed, sendMode) : said;
  if (typeof completion === 'string') {
    stop();
    return completion;
  }
  const hasAnswered = completion?.status === 0;
  if (!hasAnswered) return sendMode === 'Block' ? 'keep' : 'send';
  return completion.options['allowEvent'] === false ? askAbout(completion.options, sendMode) : 'send';
}

async function waitOrNot(
  completed: Launched['completed'],
  sendMode: string,
): Promise<Completion | null | 'send' | 'keep'> {
  const { answer, withdraw } = ask<'send' | 'keep'>({
    title: 'Postlane',
    words: 'Postlane is taking longer than expected to process your message.',
    answers: { ...(sendMode === 'PromptUser' && { send: 'Send Anyway' }), keep: 'Don’t Send' },
  });
  const first = await Promise.race([completed, answer.then((chosen) => chosen ?? 'keep')]);
  withdraw();
  return first;
}

/** On the web the add-in's own button stands beside Outlook's two; older ones (below 1.14) are given none. */
async function askAbout(options: Completion['options'], sendMode: string): Promise<Verdict> {
  const text = (name: string): string => (typeof options[name] === 'string' ? options[name] : '');
  const [commandId, cancelLabel] = [text('commandId'), text('cancelLabel')];
  const maySend = sendMode === 'PromptUser' || text('sendModeOverride') === 'promptUser';
  const { answer } = ask<'open' | 'send' | 'keep'>({
    title: 'Postlane',
    words: text('errorMessage').slice(0, 500),
    answers: {
      ...(commandId && { open: cancelLabel.slice(0, 20) || 'Take Action' }),
      ...(maySend && { send: 'Send Anyway' }),
      keep: 'Don’t Send',
    },
  });
  const chosen = await answer;
  return chosen === 'open' ? { commandId, contextData: text('contextData') } : (chosen ?? 'keep');
}
