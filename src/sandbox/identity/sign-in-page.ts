import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { PEOPLE } from '../people.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

interface PageWords {
  title: string;
  heading: string;
  body: string;
  /** What it says on the button by which one goes away again; none without. */
  decline?: string;
}

/** The page on which one says who one is: a click, no password. The hinted person comes first. */
export function signInPage(action: string, hint: string | null, words: PageWords, those = PEOPLE): string {
  const people = [...those].sort((one, other) => Number(other.address === hint) - Number(one.address === hint));
  const choices = people.map(
    ({ id, name, address, company }) => `
      <button name="person" value="${id}">
        <span aria-hidden="true">${escaped(initials(name))}</span>
        <strong>${escaped(name)}</strong> <small>${escaped(address)}</small> <em>${escaped(company)}</em>
      </button>`,
  );
  const decline =
    words.decline === undefined
      ? ''
      : `
        <button name="person" value="">${escaped(words.decline)}</button>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${escaped(words.title)}</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${escaped(words.heading)}</h1>
      <p>${escaped(words.body)}</p>
      <form method="post" action="${escaped(action)}">${choices.join('')}${decline}
      </form>
    </main>
  </body>
</html>`;
}

/** The id of whom somebody chose on it; empty, or null, for nobody. */
export const chosenOn = async (request: IncomingMessage): Promise<string | null> =>
  new URLSearchParams(await text(request)).get('person');

const initials = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.4 "Segoe UI", system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f3f2f1, #1f1f1f); }
  main { width: min(26rem, 100vw - 2rem); padding: 1.5rem; box-sizing: border-box; border-radius: 8px;
    background: light-dark(#fff, #292929); box-shadow: 0 2px 12px rgb(0 0 0 / 18%); }
  h1 { margin: 0; font-size: 1.4rem; font-weight: 600; }
  p { margin: .25rem 0 1rem; color: light-dark(#616161, #adadad); }
  button { display: grid; grid-template-columns: 2.5rem 1fr; column-gap: .75rem; width: 100%; margin: 0 0 .25rem; padding: .6rem;
    border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
  button:hover, button:focus-visible { background: light-dark(#f0f4fa, #333b45); outline: 2px solid light-dark(#0f6cbd, #479ef5); }
  span { grid-row: span 3; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center;
    background: #0f548c; color: #fff; font-size: .85rem; }
  small, em { font-size: .85rem; font-style: normal; color: light-dark(#616161, #adadad); overflow-wrap: anywhere; }
`;
