import { compileOperation } from '../../../gateway/plan/compile-operation.ts';
import type { MicroTask } from './micro-task.ts';
import { openShop } from './open-shop.ts';

export const compileTask: MicroTask = {
  name: 'compile',
  what: 'the nested query planned and compiled, as when it first comes',

  async open() {
    const { planner, environment, document } = openShop();
    return { run: () => void compileOperation(document, undefined, planner, environment), count: 1 };
  },
};
