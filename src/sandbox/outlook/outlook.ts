import './style/theme.css';
import './style/window.css';
import './style/top-bar.css';
import './style/ribbon.css';
import './style/mail.css';
import './style/compose.css';
import './style/pane.css';
import './style/panels.css';
import { Mailbox } from './mailbox/mailbox.ts';
import { config } from './sandbox-api.ts';
import { readSetting } from './setting.ts';
import { OutlookWindow } from './window/outlook-window.ts';

const { startDraft, ...setting } = readSetting(location.search);
const { paneUrl, addIn, people } = await config();
const person = people.find(({ id }) => id === setting.person) ?? people[0];
if (!person) throw new Error('The sandbox knows no people.');

const mailbox = await Mailbox.open(person, people);
const draft = startDraft ? mailbox.startDraft().id : undefined;
const item = draft ?? setting.item;
new OutlookWindow({ paneUrl, addIn, people, person, mailbox, draft, setting: { ...setting, person: person.id, item } });
