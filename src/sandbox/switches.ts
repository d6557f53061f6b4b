import type { SwitchDefinition } from './switch-definition.ts';
import { SWITCHES, type SwitchId, type SwitchValue } from './switch-list.ts';

/** A switch as the page shows it. */
export type SwitchView = Omit<SwitchDefinition, 'initial'> & { value: boolean | string };

/** The one place where the sandbox's world is set: mail servers, names, identity and backend all look here as things happen. */
export class Switchboard {
  readonly #values = new Map<SwitchId, boolean | string>();
  readonly #listeners = new Set<() => void>();

  get<Id extends SwitchId>(id: Id): SwitchValue<Id> {
    const definition = SWITCHES.find((one) => one.id === id);
    return (this.#values.get(id) ?? definition?.initial) as SwitchValue<Id>;
  }

  turn<Id extends SwitchId>(id: Id, value: SwitchValue<Id>): void {
    this.#values.set(id, value);
    this.#tell();
  }

  /** Turns a switch by what a request says; the sentence says what is wrong with the request, null when it was done. */
  turnUnchecked(id: string, value: unknown): string | null {
    const definition: SwitchDefinition | undefined = SWITCHES.find((one) => one.id === id);
    if (definition === undefined) return `There is no switch "${id}".`;
    if (definition.kind === 'toggle' && typeof value !== 'boolean') return `"${id}" is true or false.`;
    if (definition.kind !== 'toggle' && typeof value !== 'string') return `"${id}" takes a text.`;
    if (definition.kind === 'choice' && !definition.options.some((option) => option.value === value)) {
      return `"${id}" is one of ${definition.options.map((option) => option.value).join(', ')}.`;
    }
    this.turn(definition.id as SwitchId, value as SwitchValue<SwitchId>);
    return null;
  }

  /** Puts the world right again. */
  reset(): void {
    this.#values.clear();
    this.#tell();
  }

  list(): SwitchView[] {
    return SWITCHES.map(({ initial, ...definition }: SwitchDefinition) => ({
      ...definition,
      value: this.#values.get(definition.id as SwitchId) ?? initial,
    }));
  }

  /** Calls back after every change; gives back what ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
