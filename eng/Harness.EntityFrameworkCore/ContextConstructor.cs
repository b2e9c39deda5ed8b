#nullable enable
using System;
using System.Linq;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Harness.EntityFrameworkCore;

/// <summary>Finds how a context is made of its options.</summary>
internal static class ContextConstructor
{
    /// <exception cref="MatrixException">The context has no such constructor.</exception>
    public static Func<DbContextOptions<TContext>, TContext> Of<TContext>() where TContext : DbContext
    {
        var found =
            from constructor in typeof(TContext).GetConstructors()
            let parameters = constructor.GetParameters()
            where !typeof(TContext).IsAbstract && parameters.Length > 0 && parameters[0].ParameterType.IsAssignableFrom(typeof(DbContextOptions<TContext>))
                && parameters.Skip(1).All(p => p.IsOptional)
            orderby parameters.Length
            select constructor;
        if (found.FirstOrDefault() is not { } usable)
        {
            var name = typeof(TContext).Name;
            throw new MatrixException($"{typeof(TContext).FullName} cannot be made: it has no public constructor that takes its options and nothing else. "
                + $"Add public {name}(DbContextOptions<{name}> options) : base(options), or tell the fixture how to make one: new EfModel<{name}>(configure, options => new {name}(options, ...)).");
        }

        // Compiled, as one is made for each test.
        var options = Expression.Parameter(typeof(DbContextOptions<TContext>));
        var arguments = usable.GetParameters().Select((p, i) => i == 0 ? options : (Expression)Expression.Constant(p.HasDefaultValue ? p.DefaultValue : null, p.ParameterType));
        return Expression.Lambda<Func<DbContextOptions<TContext>, TContext>>(Expression.New(usable, arguments), options).Compile();
    }
}
