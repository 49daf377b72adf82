import { describe, expect, it } from 'vitest';
import { evaluated, shownValue } from '../../../test/read/templates.ts';

const sections = {
  parameters: {
    open: { type: 'string' },
    other: { type: 'string' },
    flag: { type: 'bool' },
    subnetId: {
      type: 'string',
      defaultValue: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')]",
    },
    secret: { type: 'secureString', defaultValue: 'hidden' },
  },
  variables: { vnetId: "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]" },
};

const value = (expression: string): unknown => shownValue(evaluated(expression, sections));

describe('what is not known stays not known, and nothing more', () => {
  it.each([
    // Ids: only subscription and group are missing.
    [
      "variables('vnetId')",
      'unknown /subscriptions/~/resourceGroups/~/providers/Microsoft.Network/virtualNetworks/hub',
    ],
    [
      "concat(variables('vnetId'), '/subnets/a')",
      'unknown /subscriptions/~/resourceGroups/~/providers/Microsoft.Network/virtualNetworks/hub/subnets/a',
    ],
    [
      "resourceId('net', 'Microsoft.Network/virtualNetworks', 'hub')",
      'unknown /subscriptions/~/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub',
    ],
    [
      "resourceId('sub', 'net', 'Microsoft.Network/virtualNetworks', 'hub')",
      '/subscriptions/sub/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/hub',
    ],
    [
      "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')",
      'unknown /subscriptions/~/providers/Microsoft.Authorization/roleDefinitions/r',
    ],
    [
      "tenantResourceId('Microsoft.Authorization/roleDefinitions', 'r')",
      '/providers/Microsoft.Authorization/roleDefinitions/r',
    ],
    [
      "extensionResourceId('/subscriptions/s/resourceGroups/g', 'Microsoft.Network/virtualNetworks', 'v')",
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v',
    ],
    ['resourceGroup().id', 'unknown /subscriptions/~/resourceGroups/~'],
    // What is known inside is found again.
    ["last(split(parameters('subnetId'), '/'))", 's'],
    ["split(parameters('subnetId'), '/')[8]", 'v'],
    ["empty(parameters('subnetId'))", false],
    ["contains(parameters('subnetId'), 'virtualNetworks')", true],
    ["startsWith(parameters('subnetId'), '/SUBSCRIPTIONS/')", true],
    ["equals(parameters('subnetId'), '')", false],
    ["equals(concat('a-', parameters('open')), 'b-x')", false],
    ["equals(concat('abc', parameters('open')), 'ab')", false],
    ["equals(parameters('open'), parameters('open'))", true],
    [
      "coalesce(parameters('subnetId'), 'x')",
      'unknown /subscriptions/~/resourceGroups/~/providers/Microsoft.Network/virtualNetworks/v/subnets/s',
    ],
    // Logic in three values.
    ["and(parameters('flag'), false())", false],
    ["or(parameters('flag'), true())", true],
    ["length(createArray(parameters('open'), 'b'))", 2],
    ["createObject('a', parameters('open'), 'b', 2).b", 2],
    ["if(equals(1, 1), 'a', parameters('open'))", 'a'],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  it.each([
    "parameters('open')",
    "parameters('secret')",
    "equals(parameters('open'), 'a')",
    "equals(concat('a', parameters('open')), 'abc')",
    "empty(parameters('open'))",
    "contains(parameters('open'), 'a')",
    "not(parameters('flag'))",
    "and(parameters('flag'), true())",
    "if(parameters('flag'), 'a', 'b')",
    "coalesce(parameters('open'), 'x')",
    "contains(createArray(parameters('open')), 'a')",
    "union(createArray(parameters('open')), createArray('a'))",
    "length(parameters('open'))",
    "take(parameters('open'), 3)",
    "uniqueString('a')",
    "guid('a', 'b')",
    'newGuid()',
    'utcNow()',
    "listKeys(resourceId('Microsoft.Storage/storageAccounts', 'a'), '2021-01-01').keys[0].value",
    "reference('elsewhere').ipAddress",
    'resourceGroup().location',
    'resourceGroup().name',
    'subscription().subscriptionId',
    'deployment().name',
    "parameters('open').a.b[3]",
    "format('{0:N0}', 8175133)",
    "split(parameters('open'), '/')[8]",
  ])('%s is not known, and nothing is wrong', (expression) => {
    expect(value(expression)).toMatch(/^unknown /);
  });

  it('a secret is in no text', () => {
    expect(JSON.stringify(evaluated("concat('p', parameters('secret'))", sections))).not.toContain(
      'hidden',
    );
  });
});

describe('marks', () => {
  const mark = (expression: string): string => String(value(expression)).slice('unknown '.length);

  it('are the same for the same expression, and others for others', () => {
    const name = "concat('vnet-', uniqueString(resourceGroup().id))";
    expect(mark(name)).toMatch(/^vnet-~uniqueString\.\w+$/);
    expect(mark(name)).toBe(mark("format('vnet-{0}', uniqueString(resourceGroup().id))"));
    expect(mark(name)).not.toBe(mark("concat('vnet-', uniqueString(resourceGroup().id, 'b'))"));
    expect(mark("parameters('open')")).not.toBe(mark("parameters('other')"));
    expect(mark("take(parameters('open'), 3)")).not.toBe(mark("take(parameters('open'), 4)"));
    expect(mark("parameters('open')")).toMatch(/^~open\.\w+$/);
  });

  it('hold no slash', () => {
    for (const expression of [
      "reference('a/b/c').d",
      "uniqueString('/a/b')",
      "parameters('open')['/x/y']",
      "split(parameters('open'), '/')[2]",
    ])
      expect(mark(expression)).not.toContain('/');
  });
});

describe('what Azure would refuse is told, and is not known', () => {
  it.each([
    ["parameters('gone')", 'parameters: there is no parameter gone'],
    ["variables('gone')", 'variables: there is no variable gone'],
    ["frob('a')", 'there is no function frob'],
    ["int('abc')", 'int: the argument is no number'],
    ['div(1, 0)', 'div: nothing is divided by zero'],
    ["createObject('a', 1).b", 'there is no b in the object'],
    ['createArray(1)[1]', 'there is no 1 in a list of 1'],
    ["substring('abc', 2, 5)", 'substring: this part is not in the text'],
    ["toLower('a', 'b')", 'toLower does not take 2 arguments'],
    ["fail('by hand')", 'fail: by hand'],
    ['copyIndex()', 'copyIndex: there is no such loop around'],
    [
      "resourceId('Microsoft.Network/virtualNetworks/subnets', 'v')",
      'resourceId: Microsoft.Network/virtualNetworks/subnets needs 2 names, and 1 are given',
    ],
    ["json('{')", 'json: the text is no JSON'],
    ["cidrSubnet('10.0.0.0/24', 26, 4)", 'cidrSubnet: this is not in the range'],
    ["uriComponentToString('%')", 'uriComponentToString: the text cannot be converted'],
    ["if('a', 1, 2)", 'if: the argument is neither true nor false'],
    ['concat(', 'the expression cannot be read: the end stands where a value should'],
    ["concat('a' 'b')", 'the expression cannot be read: "\'b\')" stands where , or ) should'],
    ['true', 'the expression cannot be read: ( is missing behind true'],
    ["'a' 'b'", 'the expression cannot be read: "\'b\'" follows where the expression should end'],
    ["'never closed", 'the expression cannot be read: "\'never close" stands where a value should'],
  ])('%s', (expression, problem) => {
    expect(value(expression)).toBe(`wrong: ${problem}`);
  });
});
