import { tearDown } from './before-walk.ts';

export default (): void => tearDown();
