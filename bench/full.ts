/** `npm run bench -- --full` measures for as long as it takes; without, what would take many minutes is shorter. */
export const isFull = process.argv.includes('--full');
