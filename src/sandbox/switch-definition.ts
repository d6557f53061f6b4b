/** Where the switchboard shows it. */
export type SwitchGroup = 'mailbox' | 'tenant' | 'server' | 'backend' | 'identity';

interface Described {
  id: string;
  group: SwitchGroup;
  label: string;
  description: string;
}
/** One thing that can be turned while one watches. */
export type SwitchDefinition = Described &
  (
    | { kind: 'toggle'; initial: boolean }
    | { kind: 'text'; initial: string }
    | { kind: 'choice'; initial: string; options: readonly { value: string; label: string }[] }
  );
