import { tearDown } from './before-walk.ts';

export default (): Promise<void> => tearDown();
