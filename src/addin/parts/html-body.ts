const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

const isLink = (text: string): boolean => /^https:\/\/\S+$/.test(text);
const linkTo = (url: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;

/** Paragraphs as the body of a new mail; one that is an address is a link. */
export const htmlBodyOf = (paragraphs: readonly string[]): string =>
  paragraphs.map((text) => `<p>${isLink(text) ? linkTo(text) : escapeHtml(text)}</p>`).join('');
