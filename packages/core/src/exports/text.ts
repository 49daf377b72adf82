export { place, renderDiagnostic } from '../text/caret.ts';
export { excerptOf, located, type TextDocument, type TextInput } from '../text/document.ts';
export { type JsonItem, jsonItems } from '../text/json-items.ts';
export { readJson } from '../text/json-text.ts';
export { jsonValues } from '../text/json-values.ts';
export { nearestWord } from '../text/nearest.ts';
export { readJsonItem } from '../text/part.ts';
export { readYaml, readYamlFile, readYamlStream } from '../text/yaml-text.ts';
export { terminalText } from '../write/escape.ts';
