/** What a courier needs, where nothing is ever to be done; a test puts in what it is about. */
export const IDLE = {
  open: async () => null,
  carry: async () => {},
  openCheck: async () => null,
  check: async () => {},
  nextCheckAt: async () => null,
  renew: async () => {},
  reclaim: async () => 0,
  sweep: async () => {},
  nextDueAt: async () => null,
  onDue: () => {},
  onFault(error: unknown) {
    throw error;
  },
  clock: () => 0,
};
