import { MAILBOX_SWITCHES } from './mailbox-switches.ts';
import { SERVER_SWITCHES } from './server-switches.ts';
import type { SwitchDefinition } from './switch-definition.ts';

/** Everything that can be broken while one watches, in the order in which the switchboard shows it. */
export const SWITCHES = [
  ...MAILBOX_SWITCHES,
  ...SERVER_SWITCHES,
  {
    id: 'backend',
    group: 'backend',
    kind: 'choice',
    initial: 'answers',
    label: 'Postlane’s own server',
    description: 'What happens to requests from the pane. The pane itself stays loaded.',
    options: [
      { value: 'answers', label: 'Answers' },
      { value: 'away', label: 'Away: connections are cut' },
      { value: 'silent', label: 'Takes requests and never answers' },
      { value: 'answer-lost', label: 'Does what it is asked; its answer gets lost' },
    ],
  },
  {
    id: 'sign-in',
    group: 'identity',
    kind: 'choice',
    initial: 'silent',
    label: 'Signing in to Postlane',
    description: 'What Outlook answers when the pane asks for a token.',
    options: [
      { value: 'silent', label: 'Silently, with the account of the mailbox' },
      { value: 'disabled', label: 'Turned off by the administrator' },
      { value: 'no-network', label: 'Cannot reach the sign-in service' },
      { value: 'other-company', label: 'Gives a token of a company Postlane does not serve' },
    ],
  },
  {
    id: 'administrator',
    group: 'identity',
    kind: 'toggle',
    initial: false,
    label: 'An administrator of the company',
    description:
      'Whoever you are: the token says so, and the pane shows what concerns the whole company. Open it anew.',
  },
  {
    id: 'admin-consent',
    group: 'identity',
    kind: 'toggle',
    initial: false,
    label: 'Only administrators may agree that Postlane sends',
    description: 'Microsoft lets nobody agree alone. The link for administrators does it for the whole company.',
  },
  {
    id: 'google-in-testing',
    group: 'identity',
    kind: 'toggle',
    initial: false,
    label: 'Google: Postlane is in testing',
    description: 'Google lets a program that is in testing send for seven days after each sign-in.',
  },
  {
    id: 'grant',
    group: 'identity',
    kind: 'choice',
    initial: 'valid',
    label: 'Leave to send, from signing in',
    description:
      'What Microsoft and Google make of sign-ins for sending that were there before. Signing in anew helps.',
    options: [
      { value: 'valid', label: 'Holds' },
      { value: 'revoked', label: 'Taken back' },
      { value: 'expired', label: 'Run out' },
      { value: 'withdrawn', label: 'Taken back by the company, at Microsoft' },
      { value: 'service-away', label: 'Cannot be renewed just now' },
      { value: 'tokens-over', label: 'Holds; access tokens given until now count no more' },
    ],
  },
  {
    id: 'used-refresh-tokens-count',
    group: 'identity',
    kind: 'toggle',
    initial: false,
    label: 'A refresh token counts more than once',
    description:
      'As at the real Microsoft. Otherwise one that is used a second time undoes the sign-in it came from, as at stricter services.',
  },
] as const satisfies readonly SwitchDefinition[];

type Definition = (typeof SWITCHES)[number];
export type SwitchId = Definition['id'];
export type SwitchValue<Id extends SwitchId> = ValueOf<Extract<Definition, { id: Id }>>;
type ValueOf<One> = One extends { kind: 'toggle' }
  ? boolean
  : One extends { kind: 'choice'; options: readonly { value: infer Value }[] }
    ? Value
    : string;
