/** Waits for office.js and what it tells of where it is; null when it did not come. `script` is the page's own element that loads it. */
export async function officeReady(script: HTMLScriptElement): Promise<{ host: Office.HostType } | null> {
  if (!(await loaded(script))) return null;
  return Office.onReady();
}

/** Whether the script is there: it may have come or failed before anyone listened. */
function loaded(script: HTMLScriptElement): Promise<boolean> {
  if ('Office' in globalThis) return Promise.resolve(true);
  return new Promise((settle) => {
    script.addEventListener('load', () => settle(true));
    script.addEventListener('error', () => settle(false));
  });
}
