for (const item of ['tea', 'milk', 'rice']) console.log('checked', item);
