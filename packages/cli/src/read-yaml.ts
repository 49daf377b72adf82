// Apart from its one caller, so that a bundle loads what reads YAML only when there is YAML to read.
export { readYaml, readYamlFile } from '@aksnet/core/text';
