/** What the sandbox's server tells this page, over the same origin. */

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly accountType: 'office365' | 'enterprise' | 'gmail' | 'outlookCom';
  readonly company: string;
  readonly blurb: string;
  /** What the submission server takes, and takes once the switch "Password changed" is on. */
  readonly password: string;
  readonly newPassword: string;
  /** The password of the account itself, where mail programs need one of their own. */
  readonly accountPassword?: string | null;
  /** What the company has at services for everybody. */
  readonly keys?: readonly { readonly at: string; readonly username: string; readonly password: string }[];
}

/** What Outlook knows of the add-in from its manifest. */
export interface AddIn {
  /** Ids of the buttons that open the pane. */
  readonly paneButtons: readonly string[];
  /** What runs by itself; its page has the address that the manifest was built with, and is served where the pane is. */
  readonly launch: {
    readonly page: string;
    readonly functions: Readonly<Record<string, string>>;
    readonly sendMode: string;
  } | null;
}

export interface Config {
  readonly paneUrl: string;
  readonly addIn: AddIn;
  readonly people: readonly Person[];
}

export interface Switch {
  readonly id: string;
  readonly group: 'mailbox' | 'tenant' | 'server' | 'backend' | 'identity';
  readonly label: string;
  readonly description: string;
  readonly kind: 'toggle' | 'choice' | 'text';
  readonly value: string | boolean;
  readonly options?: readonly (string | { readonly value: string; readonly label: string })[];
}

/** One recipient's copy of a message, as that recipient's server took it. */
export interface ReceivedMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly size: number;
    readonly type: string;
    readonly cid?: string;
  }[];
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}`);
  return (await response.json()) as T;
}

const json = (method: string, body: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const config = (): Promise<Config> => ask('/sandbox/config');

export const switches = async (): Promise<readonly Switch[]> =>
  (await ask<{ switches: readonly Switch[] }>('/sandbox/switches')).switches;

export const turn = (id: string, value: string | boolean): Promise<unknown> =>
  ask(`/sandbox/switches/${encodeURIComponent(id)}`, json('PUT', { value }));

export const reset = (): Promise<unknown> => ask('/sandbox/reset', json('POST', {}));

export const received = async (): Promise<readonly ReceivedMessage[]> =>
  (await ask<{ messages: readonly ReceivedMessage[] }>('/sandbox/received')).messages;

export async function receivedSource(id: string): Promise<ArrayBuffer> {
  const response = await fetch(`/sandbox/received/${encodeURIComponent(id)}/raw`);
  if (!response.ok) throw new Error(`The message's source is not there (${String(response.status)}).`);
  return response.arrayBuffer();
}

/** The `token` and `account` of a nested authentication answer, or the bridge's error. */
export type NestedToken =
  | { readonly token: object; readonly account: object }
  | { readonly error: { readonly status: string; readonly description?: string } };

export const nestedToken = (wanted: { person: string; scope: string; clientId: string }): Promise<NestedToken> =>
  ask('/sandbox/naa-token', json('POST', wanted));
