/** What this Outlook is and how it behaves, all of it in the page's address, so that any state can be opened at once. */
export interface Setting {
  /** Id of the person whose Outlook this is; empty: the first. */
  readonly person: string;
  readonly folder: 'inbox' | 'drafts' | 'sent' | 'received';
  /** Id of the mail or draft shown. */
  readonly item: string;
  readonly pane: boolean;
  /** Whether the pane stays when another mail is chosen, and hears ItemChanged. */
  readonly pinned: boolean;
  readonly set: '1.5' | '1.11' | '1.13' | '1.15';
  readonly theme: 'light' | 'dark' | 'contrast';
  /** Width of the task pane, CSS pixels, 320 to 600. */
  readonly width: number;
  /** `mute` starts the pane and then answers nothing; `silent` never answers at all. */
  readonly host: 'answers' | 'mute' | 'silent';
  /** `asks` wants consent in a popup first; `hangs` has a bridge that never answers. */
  readonly auth: 'bridge' | 'asks' | 'hangs' | 'none';
  readonly storage: 'allowed' | 'denied';
  /** Whether add-ins run by themselves, on send and on a new draft: only those that an administrator deployed do. */
  readonly events: 'run' | 'off';
  /** What recipients.getAsync does with a name without an address. */
  readonly unresolved: 'left-out' | 'without-address';
  /** Whether the switchboard stands open. */
  readonly switchboard: boolean;
}

/** The minor version of the Mailbox requirement set. */
export const minorOf = ({ set }: Pick<Setting, 'set'>): number => Number(set.split('.')[1]);

export const narrowestPane = 320;
export const widestPane = 600;

const normal: Setting = {
  person: '',
  folder: 'inbox',
  item: '',
  pane: false,
  pinned: false,
  set: '1.15',
  theme: 'light',
  width: 400,
  host: 'answers',
  auth: 'bridge',
  storage: 'allowed',
  events: 'run',
  unresolved: 'left-out',
  switchboard: false,
};

const oneOf = <T extends string>(values: readonly T[], value: string | null, otherwise: T): T =>
  values.find((known) => known === value) ?? otherwise;

/**
 * Reads an address's query. `mode=read|compose` is a short cut for tests and pictures: the first mail, or a new
 * draft, with the pane open.
 */
export function readSetting(query: string): Setting & { readonly startDraft: boolean } {
  const given = new URLSearchParams(query);
  const mode = given.get('mode');
  const width = Number(given.get('width') ?? normal.width);
  return {
    person: given.get('person') ?? normal.person,
    folder: oneOf(
      ['inbox', 'drafts', 'sent', 'received'],
      mode === 'compose' ? 'drafts' : given.get('folder'),
      'inbox',
    ),
    item: given.get('item') ?? normal.item,
    pane: given.has('pane') ? given.get('pane') === 'yes' : mode === 'read' || mode === 'compose',
    pinned: given.get('pinned') === 'yes',
    set: oneOf(['1.5', '1.11', '1.13', '1.15'], given.get('set'), normal.set),
    theme: oneOf(['light', 'dark', 'contrast'], given.get('theme'), normal.theme),
    width: Math.min(widestPane, Math.max(narrowestPane, Number.isFinite(width) ? width : normal.width)),
    host: oneOf(['answers', 'mute', 'silent'], given.get('host'), normal.host),
    auth: oneOf(['bridge', 'asks', 'hangs', 'none'], given.get('auth'), normal.auth),
    storage: oneOf(['allowed', 'denied'], given.get('storage'), normal.storage),
    events: oneOf(['run', 'off'], given.get('events'), normal.events),
    unresolved: oneOf(['left-out', 'without-address'], given.get('unresolved'), normal.unresolved),
    switchboard: given.get('switchboard') === 'yes',
    startDraft: mode === 'compose' && !given.has('item'),
  };
}

/** The query that `readSetting` reads back into the same setting; what is usual is left out. */
export function writeSetting(setting: Setting): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(normal) as (keyof Setting)[]) {
    if (setting[key] === normal[key]) continue;
    query.set(key, setting[key] === true ? 'yes' : String(setting[key]));
  }
  return `?${query.toString()}`;
}
