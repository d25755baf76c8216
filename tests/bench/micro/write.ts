import { compileOperation } from '../../../gateway/plan/compile-operation.ts';
import type { MicroTask } from './micro-task.ts';
import { openShop } from './open-shop.ts';

export const writeTask: MicroTask = {
  name: 'write',
  what: 'the answer to the nested query, 66 KB, written to bytes',

  async open() {
    const { planner, environment, document } = openShop();
    const operation = compileOperation(document, undefined, planner, environment);
    const execution = await operation.run({ variables: {}, context: undefined });
    return { run: () => void Buffer.from(operation.write(execution).body), count: 1 };
  },
};
