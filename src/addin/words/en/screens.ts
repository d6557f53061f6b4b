import { boardWords } from './board.ts';
import { changeWords } from './change.ts';
import { chooseWords } from './choose.ts';
import { companyWords } from './company.ts';
import { connectWords } from './connect.ts';
import { expiryWords } from './expiry.ts';
import { fileWords } from './file.ts';
import { forecastWords } from './forecast.ts';
import { graphWords } from './graph.ts';
import { heldWords } from './held.ts';
import { historyWords } from './history.ts';
import { homeWords } from './home.ts';
import { leavingWords } from './leaving.ts';
import { keyWords } from './keys.ts';
import { laterWords } from './later.ts';
import { pauseWords } from './pause.ts';
import { personalWords } from './personal.ts';
import { policyWords } from './policies.ts';
import { preparedWords } from './prepared.ts';
import { queueWords } from './queue.ts';
import { repairWords } from './repair.ts';
import { reputationWords } from './reputation.ts';
import { secretNames } from './secret-names.ts';
import { sendWords } from './send.ts';
import { senderWords } from './senders.ts';
import { sharedWords } from './shared.ts';
import { slips } from './slips.ts';
import { splitWords } from './split.ts';
import { stoppedWords } from './stopped.ts';
import { teamWords } from './team.ts';
import type { Formats } from '../formats.ts';

/** What every screen but the first says, in English; it is loaded with them. Other languages have the same shape: `ScreenWords`. */
export const screensEn = (format: Formats) => ({
  choose: chooseWords(format),
  secrets: secretNames,
  keys: keyWords,

  connect: connectWords(format),
  slips,

  home: homeWords(format),
  company: companyWords(format),
  board: boardWords(format),
  leaving: leavingWords(format),
  team: teamWords(format),
  prepared: preparedWords,
  policies: policyWords(format),
  change: changeWords(format),
  stopped: stoppedWords(format),
  expiry: expiryWords(format),
  file: fileWords,
  held: heldWords(format),
  history: historyWords(format),
  reputation: reputationWords,
  repair: repairWords(format),
  graph: graphWords(format),
  personal: personalWords,
  queue: queueWords(format),
  pause: pauseWords,

  shared: sharedWords(format),
  senders: senderWords(format),
  send: sendWords(format),
  forecast: forecastWords(format),
  split: splitWords(format),
  later: laterWords,
});

/** The shape every language fills. */
export type ScreenWords = ReturnType<typeof screensEn>;
