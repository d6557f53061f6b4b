/**
 * The browser's database, so that a reload in the middle finds every draft again. Two stores: the mailboxes by
 * person, and the attachments' contents by attachment id (a keystroke must not write megabytes).
 */
type Store = 'mailboxes' | 'contents';

const opened = new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open('sandbox-outlook', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('mailboxes');
    request.result.createObjectStore('contents');
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('The browser gives the sandbox no database.'));
});

async function within<T>(store: Store, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>) {
  const transaction = (await opened).transaction(store, mode);
  const request = act(transaction.objectStore(store));
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('The database refused.'));
  });
  return request.result;
}

export const read = <T>(store: Store, key: string): Promise<T | undefined> =>
  within<T | undefined>(store, 'readonly', (open) => open.get(key) as IDBRequest<T | undefined>);

export const write = (store: Store, key: string, value: unknown): Promise<unknown> =>
  within(store, 'readwrite', (open) => open.put(value, key));

export const forget = (store: Store, key: string): Promise<unknown> =>
  within(store, 'readwrite', (open) => open.delete(key));

/** Empties both stores. */
export async function forgetAll(): Promise<void> {
  await within('mailboxes', 'readwrite', (open) => open.clear());
  await within('contents', 'readwrite', (open) => open.clear());
}
