import { words } from './words/consented.en.ts';
import './sign-in.css';

/** The page at which an administrator ends who was asked to agree for everybody: says how it ended, and knows no more than that. */
const page = document.getElementById('root') ?? document.body;
const { title, body } = words[location.hash === '#given' ? 'given' : 'not-given'];

const heading = document.createElement('h1');
heading.textContent = title;
const paragraph = document.createElement('p');
paragraph.textContent = body;
page.replaceChildren(heading, paragraph);
