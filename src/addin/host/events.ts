import type { OfficeColours } from './theme.ts';
import type { Outlook } from './mail-client.ts';

type Subscribe<T> = (listener: (told: T) => void) => () => void;

/** The events of the mailbox, each registered once, when someone first listens. */
export function mailboxEvents({ office, ask, has }: Outlook): {
  onItemChanged: Subscribe<void>;
  onThemeChanged: Subscribe<OfficeColours | undefined>;
} {
  const { mailbox } = office.context;
  const register = (type: Office.EventType, handler: (event: unknown) => void): void => {
    void ask<void>('addHandlerAsync', (answered) => mailbox.addHandlerAsync(type, handler, answered));
  };
  return {
    onItemChanged: once((tell) => {
      if (has('1.5')) register(office.EventType.ItemChanged, () => tell());
    }),
    onThemeChanged: once((tell) => {
      if (!has('1.14')) return;
      register(office.EventType.OfficeThemeChanged, (event) =>
        tell((event as Office.OfficeThemeChangedEventArgs).officeTheme),
      );
    }),
  };
}

/** The events of the open draft. They belong to one item: with the next one in a pinned pane they begin anew. */
export function draftEvents({ office, ask, has, composed }: Outlook, onItemChanged: Subscribe<void>): Subscribe<void> {
  return once((tell) => {
    let followed: Office.MessageCompose | null = null;
    const follow = (): void => {
      const draft = composed();
      // A client may tell of an item that is still the same.
      if (!draft || draft === followed) return;
      followed = draft;
      for (const [type, set] of [
        [office.EventType.RecipientsChanged, '1.7'],
        [office.EventType.AttachmentsChanged, '1.8'],
      ] as const) {
        if (!has(set)) continue;
        void ask<void>('addHandlerAsync', (answered) => draft.addHandlerAsync(type, () => tell(), answered));
      }
    };
    follow();
    onItemChanged(follow);
  });
}

/**
 * Many listeners on one registration. It is never taken back: removing a handler of Office removes all of its kind,
 * and it costs nothing once nobody listens.
 */
function once<T>(register: (tell: (told: T) => void) => void): Subscribe<T> {
  const listeners = new Set<(told: T) => void>();
  let registered = false;
  return (listener) => {
    listeners.add(listener);
    if (!registered) {
      registered = true;
      register((told) => listeners.forEach((each) => each(told)));
    }
    return () => listeners.delete(listener);
  };
}
