import { tearDown } from './before-unit.ts';

export default (): Promise<void> => tearDown();
