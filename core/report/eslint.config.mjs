export default [
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'script', ecmaVersion: 2021, globals: { window: 'readonly', document: 'readonly', location: 'readonly', history: 'readonly', navigator: 'readonly', getComputedStyle: 'readonly', IntersectionObserver: 'readonly', setTimeout: 'readonly', Vue: 'readonly', echarts: 'readonly' } },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { caughtErrors: 'none' }], 'max-lines': ['error', 200], 'prefer-const': 'error', eqeqeq: 'error', 'no-var': 'error' },
  },
];
