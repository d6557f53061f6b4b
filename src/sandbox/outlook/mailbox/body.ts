/** Bodies of mails: HTML to text, text to HTML, and HTML made safe to show in this page. */

const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

const endsLine = /^(p|div|br|li|tr|h[1-6]|pre|blockquote|hr)$/i;

function collect(node: Node, lines: string[]): void {
  for (const child of node.childNodes) {
    if (child instanceof Text) lines.push(child.data.replace(/\s+/g, ' '));
    else if (child instanceof HTMLElement && !/^(style|script)$/i.test(child.tagName)) {
      collect(child, lines);
      if (endsLine.test(child.tagName)) lines.push('\n');
    }
  }
}

/** The text one reads in the HTML, a line for a paragraph. */
export function textOf(html: string): string {
  const lines: string[] = [];
  collect(parse(html).body, lines);
  return lines
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}

export function htmlOf(plain: string): string {
  const holder = document.createElement('div');
  for (const line of plain.split(/\r?\n/)) {
    const paragraph = document.createElement('div');
    paragraph.append(line === '' ? document.createElement('br') : line);
    holder.append(paragraph);
  }
  return holder.innerHTML;
}

/** The inside of the HTML's body without scripts, frames and event handlers: nothing in a mail may act on this page. */
export function harmless(html: string): string {
  const { body } = parse(html);
  body.querySelectorAll('script,style,iframe,object,embed,link,meta,form,base').forEach((element) => element.remove());
  for (const element of body.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) element.removeAttribute(name);
    }
  }
  return body.innerHTML;
}

/** The HTML's images that stand for inline attachments, given the pictures to show by content id. */
export function withPictures(html: string, pictures: ReadonlyMap<string, string>): string {
  const { body } = parse(html);
  for (const image of body.querySelectorAll<HTMLImageElement>('img[src^="cid:"]')) {
    const contentId = image.getAttribute('src')?.slice('cid:'.length) ?? '';
    const picture = pictures.get(contentId);
    if (!picture) continue;
    image.setAttribute('data-content-id', contentId);
    image.setAttribute('src', picture);
  }
  return body.innerHTML;
}

/** The HTML of an inline picture; made outside this page, which would ask the network for `cid:` at once. */
export function pictureTag(contentId: string, alternative: string): string {
  const image = parse('<img>').images[0];
  image?.setAttribute('src', `cid:${contentId}`);
  image?.setAttribute('alt', alternative);
  return image?.outerHTML ?? '';
}

/** The reverse: what was shown as a picture is `cid:` again. */
export function withContentIds(html: string): string {
  const { body } = parse(html);
  for (const image of body.querySelectorAll<HTMLImageElement>('img[data-content-id]')) {
    image.setAttribute('src', `cid:${image.dataset['contentId'] ?? ''}`);
    image.removeAttribute('data-content-id');
  }
  return body.innerHTML;
}
