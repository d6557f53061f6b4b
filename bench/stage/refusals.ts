/** What Exchange Online says of a password that was changed. Source: the sandbox's exchange-online.ts. */
export const WRONG_PASSWORD =
  '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [AM0PR0102CA0001.eurprd01.prod.exchangelabs.com]';
