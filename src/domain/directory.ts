/**
 * How a person is called, as the identity provider said it last: null for what it did not say. It is for telling people apart and proves
 * nothing, for names and addresses are given to others one day.
 */
export interface Named {
  name: string | null;
  /** The own address. */
  address: string | null;
}
