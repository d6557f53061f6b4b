import { h } from '../element.ts';
import { icon } from '../icon.ts';
import { openMessage } from '../mailbox/received-message.ts';
import { receivedSource, type ReceivedMessage } from '../sandbox-api.ts';
import { attachmentList, download } from './attachment-list.ts';
import { avatar } from './avatar.ts';
import { mailBody } from './mail-body.ts';
import { ribbon, ribbonButton } from './ribbon.ts';

/** A message as its recipient got it, opened from the bytes that arrived. */
export function receivedView(message: ReceivedMessage): HTMLElement {
  const people = h('div', { class: 'mail-people' }, h('b', {}, message.from));
  const subject = h('h2', { class: 'subject' }, message.subject || '(No subject)');
  const content = h('div', {});
  const source = h('pre', { class: 'source', hidden: true, tabindex: 0, 'aria-label': 'Message source' });
  const showSource = ribbonButton(
    'Source',
    'text',
    () => {
      source.hidden = !source.hidden;
      content.hidden = !source.hidden;
      showSource.setAttribute('aria-pressed', String(!source.hidden));
    },
    { pressed: false },
  );

  const show = async () => {
    const bytes = await receivedSource(message.id);
    source.textContent = new TextDecoder().decode(bytes);
    const { from, to, cc, isImportant, html, attachments, files, pictures } = await openMessage(bytes);
    const word = (label: string, value: string) => value !== '' && h('small', {}, `${label}: ${value}`);
    people.replaceChildren(
      h('b', {}, from || message.from),
      ...[word('To', to), word('Cc', cc), word('This copy reached', message.to.join('; '))].filter(
        (line) => line !== false,
      ),
    );
    if (isImportant) subject.prepend(h('span', { class: 'important', title: 'High importance' }, icon('high')));
    content.replaceChildren(
      attachmentList(attachments, ({ id, name }) => download(name, files.get(id) ?? '')),
      mailBody(html, pictures),
    );
  };
  void show().catch((error: unknown) => content.replaceChildren(h('p', { class: 'empty' }, String(error))));

  const time = new Date(message.receivedAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return h(
    'article',
    { class: 'reading', 'aria-label': message.subject },
    ribbon(showSource),
    h(
      'div',
      { class: 'reading-scroll' },
      subject,
      h(
        'header',
        { class: 'mail-head' },
        avatar(message.from),
        people,
        h('time', { datetime: message.receivedAt }, time),
      ),
      content,
      source,
    ),
  );
}
