import { boardWords } from './board.ts';
import { changeWords } from './change.ts';
import { chooseWords } from './choose.ts';
import { companyWords } from './company.ts';
import { connectWords } from './connect.ts';
import { connectionFailures } from './connection-failures.ts';
import { expiryWords } from './expiry.ts';
import { fileWords } from './file.ts';
import { forecastWords } from './forecast.ts';
import { grantFailures } from './grant-failures.ts';
import { graphWords } from './graph.ts';
import { healthWords } from './health.ts';
import { heldWords } from './held.ts';
import { historyWords } from './history.ts';
import { homeWords } from './home.ts';
import { leavingWords } from './leaving.ts';
import { appPasswordWords } from './app-passwords.ts';
import { foundWords } from './found.ts';
import { keyWords } from './keys.ts';
import { laterWords } from './later.ts';
import { pauseWords } from './pause.ts';
import { personalWords } from './personal.ts';
import { policyWords } from './policies.ts';
import { preparedWords } from './prepared.ts';
import { queueWords } from './queue.ts';
import { repairWords } from './repair.ts';
import { replyFailures } from './reply-failures.ts';
import { reputationWords } from './reputation.ts';
import { secretNames } from './secret-names.ts';
import { sendWords } from './send.ts';
import { senderWords } from './senders.ts';
import { sharedWords } from './shared.ts';
import { sinceProven } from './since-proven.ts';
import { signInToSendWords } from './sign-in-to-send.ts';
import { slips } from './slips.ts';
import { splitWords } from './split.ts';
import { stoppedWords } from './stopped.ts';
import { teamWords } from './team.ts';
import type { By } from '../by.ts';
import type { Formats } from '../formats.ts';

/** What every screen but the first says, in English; it is loaded with them. Other languages have the same shape: `ScreenWords`. */
export const screensEn = (format: Formats, by: By) => ({
  /** Of a mail server, and of where one signs in to send: the first screen meets neither. */
  failures: { ...connectionFailures(by), ...replyFailures(by), ...grantFailures(by) },
  sinceProven: sinceProven(by),
  signInToSend: signInToSendWords,

  choose: chooseWords(format),
  secrets: secretNames,
  appPasswords: appPasswordWords,
  found: foundWords(by),
  keys: keyWords(by),

  connect: connectWords(format, by),
  slips,

  home: homeWords(format),
  health: healthWords(format),
  company: companyWords(format),
  board: boardWords(format),
  leaving: leavingWords(format),
  team: teamWords(format),
  prepared: preparedWords(format),
  policies: policyWords(format),
  change: changeWords(format),
  stopped: stoppedWords(format),
  expiry: expiryWords(format, by),
  file: fileWords,
  held: heldWords(format),
  history: historyWords(format),
  reputation: reputationWords(by),
  repair: repairWords(format),
  graph: graphWords(format, by),
  personal: personalWords,
  queue: queueWords(format),
  pause: pauseWords(by),

  shared: sharedWords(format),
  senders: senderWords(format, by),
  send: sendWords(format),
  forecast: forecastWords(format),
  split: splitWords(format),
  later: laterWords,
});

/** The shape every language fills. */
export type ScreenWords = ReturnType<typeof screensEn>;
