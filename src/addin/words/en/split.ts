import type { Formats } from '../formats.ts';

/** A draft that goes as several messages. */
export const splitWords = (format: Formats) => {
  const messages = (count: number) => format.plural(count, { one: '# message', other: '# messages' });
  return {
    messages,
    offer: (recipients: number, limit: number) =>
      `${format.number(recipients)} recipients are more than the ${format.number(limit)} your provider takes in one message.`,
    harmless: 'It can go as several: everyone in Bcc gets the same mail once, and nobody sees who else got it.',
    submit: (count: number) => `Send as ${messages(count)}`,
    handingOver: 'Handing your messages over …',
    progress: (done: number, all: number) => `${format.number(done)} of ${format.number(all)} queued`,
    partly: (done: number, all: number) =>
      `${format.number(done)} of ${format.number(all)} messages are queued. Whoever is in the rest has not got it yet; send it on, and nobody gets it twice.`,
    restInTurn: 'the rest goes out in its turn',
    submitRest: (count: number) => `Send the other ${messages(count)}`,

    half: {
      told: (subject: string, reached: number, all: number) =>
        `“${subject}” was handed over for ${format.number(reached)} of ${format.number(all)} recipients. The others have not got it.`,
      next: 'Open its draft and select Postlane to send the rest; nobody gets it twice. If the draft is gone, write to the others anew.',
      forget: 'Don’t remind me',
    },

    underWay: (count: number) => `On its way as ${messages(count)}`,
    sent: (done: number, all: number) => `${format.number(done)} of ${format.number(all)} messages sent`,
    part: (at: number, recipients: string, state: string) => `Message ${format.number(at)}, ${recipients}: ${state}`,
    inPart: 'Not all of it is sent',
    safe: 'Postlane has all of them safely and sends them by itself.',
    lookHome: 'What needs you is under Your channel.',
  };
};
