import type { Diagnostic } from '../evidence/diagnostic.ts';
import type { TextDocument } from '../text/document.ts';
import { isFields } from './bodies.ts';
import type { JointFormat, Supplied } from './format.ts';
import { under } from './terraform/blocks.ts';
import { folderAt, isLoaded, isValues, type Module, modulesOf } from './terraform/module.ts';
import { ModuleInstance } from './terraform/module-instance.ts';
import { thingsToElements } from './terraform/to-arm.ts';
import { newWorld, type World } from './terraform/world.ts';
import { nothing, together, type Understood } from './understood.ts';

/**
 * Terraform code: the files of a folder are a module, folders that no other one calls are where Terraform
 * is run. Variables, locals, references, modules and functions are worked out as far as they can be
 * without asking Azure.
 */
export const terraformConfig: JointFormat = {
  id: 'terraform',
  says: 'Terraform code (azurerm, azapi)',
  recognises: (document) =>
    document.language === 'hcl' || isValues(document.id) || isJsonCode(document.value),
  readTogether: readTerraform,
};

const blockTypes = ['resource', 'module', 'variable', 'locals', 'output', 'provider', 'data'];

/** Terraform's other syntax: the types of its blocks are the keys, and nothing else is there. */
function isJsonCode(value: unknown): boolean {
  if (!isFields(value)) return false;
  const keys = Object.keys(value).filter((key) => key !== '//');
  return (
    keys.some((key) => key === 'resource' || key === 'module' || key === 'terraform') &&
    keys.every((key) => key === 'terraform' || blockTypes.includes(key))
  );
}

function readTerraform(supplied: readonly Supplied[]): Understood {
  const documents = supplied.map(({ document }) => document);
  const read = expanded(documents).map(readRoot);
  return {
    ...together([...read, { ...nothing, diagnostics: notLoaded(documents) }]),
    tense: 'planned',
  };
}

/** A folder in which Terraform is run, and all that its code stands for. */
export interface Expanded {
  readonly root: Module;
  readonly world: World;
}

/** Works out the code in the documents, every folder in which Terraform is run for itself. */
export function expanded(documents: readonly TextDocument[]): readonly Expanded[] {
  const modules = modulesOf(documents.filter(({ value }) => isFields(value)));
  return rootsOf(modules).map((root) => {
    const world = newWorld(modules);
    new ModuleInstance(world, root, { prefix: '', folders: [root.folder] }).expand();
    return { root, world };
  });
}

function readRoot({ root, world }: Expanded): Understood {
  const idOf = (address: string): string | undefined =>
    world.instances.get(address)?.identity()?.id;
  const understood = thingsToElements(
    [...world.instances.values()].map((instance) => ({
      address: instance.address,
      type: instance.type,
      isData: instance.isData,
      attributes: instance.attributes(),
      identity: instance.identity(),
      subscription: instance.subscription,
      source: instance.source,
      inside: [],
      originOf: (asked) => instance.origin(asked),
      idOf,
    })),
  );
  const { diagnostics, ignored, budget } = world;
  return together([
    understood,
    { ...nothing, ignored, diagnostics: [...diagnostics, ...spent(root, budget.isSpent)] },
  ]);
}

function spent({ folder, resources, calls }: Module, isSpent: boolean): readonly Diagnostic[] {
  const [block] = [...resources.values(), ...calls.values()];
  if (!isSpent) return [];
  return [
    {
      severity: 'error',
      code: 'too-large',
      message: `the code in ${JSON.stringify(folder)} stands for more than is worked out`,
      document: block?.document ?? folder,
      path: [],
      hint: 'read the plan instead: terraform show -json',
    },
  ];
}

/** Modules that no other one calls; where all call each other, the first by name. */
function rootsOf(modules: ReadonlyMap<string, Module>): readonly Module[] {
  const called = new Set(
    [...modules.values()].flatMap(({ folder, calls }) =>
      [...calls.values()].flatMap(({ body }) => {
        const source = under(body, 'source');
        const at = typeof source === 'string' ? folderAt(folder, source) : undefined;
        return at === undefined || at === folder ? [] : [at];
      }),
    ),
  );
  const roots = [...modules.values()].filter(({ folder }) => !called.has(folder));
  const reached = new Set<string>();
  const reach = (folder: string): void => {
    const module = modules.get(folder);
    if (module === undefined || reached.has(folder)) return;
    reached.add(folder);
    for (const { body } of module.calls.values()) {
      const source = under(body, 'source');
      const at = typeof source === 'string' ? folderAt(folder, source) : undefined;
      if (at !== undefined) reach(at);
    }
  };
  for (const { folder } of roots) reach(folder);
  const lost: Module[] = [];
  for (const module of modules.values())
    if (!reached.has(module.folder)) {
      lost.push(module);
      reach(module.folder);
    }
  return [...roots, ...lost];
}

/** Files of values that Terraform loads only when it is told to. */
const notLoaded = (documents: readonly TextDocument[]): readonly Diagnostic[] =>
  documents
    .filter(({ id, value }) => isFields(value) && isValues(id) && !isLoaded(id))
    .map(({ id }) => ({
      severity: 'note',
      code: 'not-loaded',
      message: 'terraform loads this file of values only with -var-file: it is not used',
      document: id,
      path: [],
      hint: 'call it terraform.tfvars or *.auto.tfvars, or read the plan that was made with it',
    }));
