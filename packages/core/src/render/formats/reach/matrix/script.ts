/**
 * The script of the matrix: folds namespaces, filters by words, moves by keys, tells what a cell is. It makes
 * elements with text only, never markup, and talks to nobody; the page's policy allows exactly this text, by
 * its hash.
 */
export const matrixScript: string = `(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const grid = document.getElementById('grid');
  const panel = document.getElementById('panel');
  const field = document.getElementById('filter');
  const count = document.getElementById('count');
  const signs = { open: '\\u25cf', limited: '\\u25d0', undetermined: '?', closed: '' };
  const rank = ['open', 'limited', 'undetermined', 'closed'];
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const folded = { rows: new Set(), columns: new Set() };
  for (const side of ['rows', 'columns'])
    if (data[side].length > 40) for (const one of data[side]) folded[side].add(one.space);
  let words = [];
  const hit = (one) => words.every((word) => (one.space + '/' + one.name).toLowerCase().includes(word));
  const lineUp = (side, keeps) => {
    const all = data[side];
    const spaces = new Map();
    all.forEach((one, at) => {
      if (!keeps(at)) return;
      if (!spaces.has(one.space)) spaces.set(one.space, []);
      spaces.get(one.space).push(at);
    });
    const found = [];
    for (const [space, members] of spaces) {
      const isFolded = folded[side].has(space) && words.length === 0;
      if (members.length > 1 || isFolded) found.push({ space, members, isFolded, isSpace: true });
      if (!isFolded) for (const at of members) found.push({ space, members: [at], alone: members.length === 1 });
    }
    return found;
  };
  const cellsOf = (row, column) => {
    const counts = new Map();
    for (const r of row.members) for (const c of column.members) {
      const at = data.matrix[r][c];
      if (at >= 0) counts.set(at, (counts.get(at) || 0) + 1);
    }
    return counts;
  };
  const stateOf = (counts) => {
    let best = 4;
    let rest = 0;
    let total = 0;
    for (const [at, n] of counts) {
      const state = rank.indexOf(data.cells[at].state);
      if (state < best) best = state;
      if (state < 3) rest += n;
      total += n;
    }
    return { state: best > 3 ? 'none' : rank[best], some: rest > 0 && rest < total, rest, total };
  };
  const nameOf = (side, one) =>
    one.isSpace ? one.space + '/*' : one.space + '/' + data[side][one.members[0]].name;
  let rows = [];
  let columns = [];
  let focus = [0, 0];
  const head = (side, one) => {
    const cell = make('th', undefined, one.isSpace ? 'space' : 'node');
    cell.scope = side === 'rows' ? 'row' : 'col';
    const text = one.isSpace ? one.space : (one.alone ? one.space + '/' : '') + data[side][one.members[0]].name;
    if (one.isSpace) {
      const button = make('button', (one.isFolded ? '\\u25b8 ' : '\\u25be ') + text + ' ' + one.members.length);
      button.type = 'button';
      button.setAttribute('aria-expanded', String(!one.isFolded));
      button.addEventListener('click', () => {
        if (folded[side].has(one.space)) folded[side].delete(one.space);
        else folded[side].add(one.space);
        draw();
      });
      cell.append(button);
    } else {
      cell.append(make('span', text));
      cell.title = nameOf(side, one) + ' \\u2014 ' + data[side][one.members[0]].about;
    }
    return cell;
  };
  const draw = () => {
    const rowHit = data.rows.map(hit);
    const columnHit = data.columns.map(hit);
    const talks = (r, c) => data.matrix[r][c] >= 0 && data.cells[data.matrix[r][c]].state !== 'closed';
    const filters = words.length > 0;
    const showsRow = (r) => !filters || rowHit[r] || columnHit.some((yes, c) => yes && talks(r, c));
    const showsColumn = (c) => !filters || columnHit[c] || rowHit.some((yes, r) => yes && talks(r, c));
    rows = lineUp('rows', showsRow);
    columns = lineUp('columns', showsColumn);
    const top = make('thead');
    const line = make('tr');
    line.append(make('td', 'from \\u2193   to \\u2192', 'corner'));
    for (const column of columns) line.append(head('columns', column));
    top.append(line);
    const body = make('tbody');
    rows.forEach((row, y) => {
      const tr = make('tr', undefined, row.isSpace ? 'space' : '');
      tr.append(head('rows', row));
      columns.forEach((column, x) => {
        const { state, some } = stateOf(cellsOf(row, column));
        const td = make('td', signs[state] || '', state + (some ? ' some' : '') + (column.isSpace ? ' space' : ''));
        td.dataset.at = y + ' ' + x;
        td.tabIndex = -1;
        tr.append(td);
      });
      body.append(tr);
    });
    grid.replaceChildren(top, body);
    focus = [Math.min(focus[0], rows.length - 1), Math.min(focus[1], columns.length - 1)];
    const first = cellAt(focus);
    if (first) first.tabIndex = 0;
    const shown = rowHit.filter(Boolean).length;
    count.textContent = filters ? shown + ' of ' + data.rows.length + ' senders match, with whom they talk' : '';
  };
  const cellAt = ([y, x]) => {
    const line = grid.tBodies[0] && grid.tBodies[0].rows[y];
    return line && line.cells[x + 1];
  };
  const move = (to) => {
    const next = cellAt(to);
    if (!next) return;
    const before = cellAt(focus);
    if (before) before.tabIndex = -1;
    focus = to;
    next.tabIndex = 0;
    name(next);
    next.focus();
  };
  const placeOf = (td) => td.dataset.at.split(' ').map(Number);
  const name = (td) => {
    const [y, x] = placeOf(td);
    const { state, rest, total } = stateOf(cellsOf(rows[y], columns[x]));
    const says = total === 0 ? 'nobody to talk to' : total > 1 ? state + ', ' + rest + ' of ' + total + ' pairs' : state;
    td.setAttribute('aria-label', nameOf('rows', rows[y]) + ' to ' + nameOf('columns', columns[x]) + ': ' + says);
    td.title = td.getAttribute('aria-label');
  };
  const sides = {
    free: 'no policy closes it',
    unfiltered: 'nothing is filtered here (no engine, or the network of the node)',
    decided: 'decided by rules of',
    shut: 'closed by, without a rule for the other end',
  };
  const sideBlock = (title, side) => {
    const made = make('section');
    made.append(make('h3', title), make('p', sides[side.state]));
    if (side.policies.length > 0) {
      const list = make('ul');
      for (const at of side.policies) {
        const item = make('li', data.policies[at].name);
        item.append(make('small', data.policies[at].at));
        list.append(item);
      }
      made.append(list);
    }
    return made;
  };
  const open = (td) => {
    const [y, x] = placeOf(td);
    const counts = cellsOf(rows[y], columns[x]);
    const made = [make('h2', nameOf('rows', rows[y]) + ' \\u2192 ' + nameOf('columns', columns[x]))];
    const single = rows[y].members.length === 1 && columns[x].members.length === 1;
    if (counts.size === 0) made.push(make('p', 'nobody is there to talk to'));
    if (single)
      for (const at of counts.keys()) {
        const cell = data.cells[at];
        made.push(make('p', cell.state === 'closed' ? 'denied' : cell.state, 'badge ' + cell.state));
        const list = make('ul', undefined, 'ports');
        for (const text of cell.lines.length ? cell.lines : ['nothing passes']) list.append(make('li', text));
        made.push(list);
        if (cell.egress) made.push(sideBlock('What the sender may send', cell.egress));
        if (cell.ingress) made.push(sideBlock('What the receiver takes in', cell.ingress));
      }
    else {
      const sums = new Map();
      for (const [at, n] of counts) {
        const text = data.cells[at].lines.join('; ') || 'denied';
        sums.set(text, (sums.get(text) || 0) + n);
      }
      const list = make('ul');
      for (const [text, n] of [...sums].sort((a, b) => b[1] - a[1])) list.append(make('li', n + ' \\u00d7 ' + text));
      made.push(list);
    }
    for (const old of grid.querySelectorAll('.chosen')) old.classList.remove('chosen');
    td.classList.add('chosen');
    panel.replaceChildren(...made);
  };
  grid.addEventListener('click', (event) => {
    const td = event.target.closest('td[data-at]');
    if (!td) return;
    move(placeOf(td));
    open(td);
  });
  grid.addEventListener('mouseover', (event) => {
    const td = event.target.closest('td[data-at]');
    if (td && !td.title) name(td);
  });
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  grid.addEventListener('keydown', (event) => {
    const td = event.target.closest('td[data-at]');
    if (!td) return;
    const step = steps[event.key];
    if (step) move([focus[0] + step[0], focus[1] + step[1]]);
    else if (event.key === 'Home') move([focus[0], 0]);
    else if (event.key === 'End') move([focus[0], columns.length - 1]);
    else if (event.key === 'Enter' || event.key === ' ') open(td);
    else return;
    event.preventDefault();
  });
  field.addEventListener('input', () => {
    words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    draw();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && event.target !== field) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === 'Escape' && event.target === field) {
      field.value = '';
      words = [];
      draw();
    }
  });
  for (const [id, folds] of [['fold', true], ['unfold', false]])
    document.getElementById(id).addEventListener('click', () => {
      for (const side of ['rows', 'columns']) {
        folded[side].clear();
        if (folds) for (const one of data[side]) folded[side].add(one.space);
      }
      draw();
    });
  draw();
})();`;

/** SHA-256 of {@link matrixScript} in base64, for the page's policy; a test recomputes it. */
export const matrixScriptHash = 'vzzU5BwHTHpL6zO5a+GJacxZtLo9f/dvujzSOq4LkqQ=';
